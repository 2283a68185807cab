using System.Reflection;
using Cluster.Faults;

namespace Cluster.Tasks.Functions;

/// <summary>A function of the user's program that this process can call.</summary>
/// <remarks>Any thread; a call runs on the caller's and blocks it until the function is done.</remarks>
internal sealed class ResolvedFunction
{
    private readonly MethodInvoker _invoker;
    private readonly object? _target;

    /// <param name="method">Static, or of a class without fields, as the compiler makes them for lambdas; closed.</param>
    /// <exception cref="FaultException"><see cref="FaultCode.FunctionUnavailable"/>: it is the method of an object.</exception>
    internal ResolvedFunction(MethodInfo method)
    {
        Method = method;
        Signature = FunctionSignature.Of(method);
        _invoker = MethodInvoker.Create(method);
        if (method.IsStatic) return;
        if (!CapturedVariables.IsClosure(method.DeclaringType!))
            throw new FaultException(FaultCode.FunctionUnavailable, $"{CSharpName.Of(method)} is an instance method (only static ones can be called)");
        // As good as the one that the compiler keeps: without fields all of them are alike.
        _target = Activator.CreateInstance(method.DeclaringType!, nonPublic: true);
    }

    internal MethodInfo Method { get; }

    internal FunctionSignature Signature { get; }

    /// <summary>Calls it, and waits for its result where it returns a promise of one.</summary>
    /// <param name="arguments">As many as it has parameters, without the context. The place of one that is passed by value is left as it is.</param>
    /// <param name="context">For the function itself, and for <see cref="WorkerContext.Current"/>; null outside of a task.</param>
    /// <returns>Null if it has none.</returns>
    /// <exception cref="Exception">What the function threw: the same object, with the function's stack.</exception>
    internal object? Invoke(Span<object?> arguments, WorkerContext? context)
    {
        if (arguments.Length != Signature.ParameterTypes.Count)
            throw new ArgumentException($"{CSharpName.Of(Method)} takes {Signature.ParameterTypes.Count} arguments, not {arguments.Length}.", nameof(arguments));
        if (!Signature.TakesContext && context is null) return Signature.Completion.Wait(_invoker.Invoke(_target, arguments));
        object?[]? complete = Signature.TakesContext
            ? [.. arguments, context ?? throw new ArgumentNullException(nameof(context), $"{CSharpName.Of(Method)} takes a WorkerContext.")]
            : null;
        if (context is null) return Signature.Completion.Wait(_invoker.Invoke(_target, complete ?? arguments));
        using WorkerContext.Scope scope = context.Enter();
        return Signature.Completion.Wait(_invoker.Invoke(_target, complete ?? arguments));
    }
}
