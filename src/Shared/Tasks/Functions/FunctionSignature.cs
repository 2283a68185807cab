using System.Reflection;

namespace Cluster.Tasks.Functions;

/// <summary>What travels for a call of a function: the same on both sides, because both read it from the method itself.</summary>
internal sealed class FunctionSignature
{
    private FunctionSignature(Type[] parameters, bool takesContext, Completion completion)
    {
        ParameterTypes = parameters;
        TakesContext = takesContext;
        Completion = completion;
    }

    /// <summary>Types of the arguments that the caller passes: without the context.</summary>
    internal IReadOnlyList<Type> ParameterTypes { get; }

    /// <summary>Whether the last parameter is a <see cref="WorkerContext"/>, which the worker fills in.</summary>
    internal bool TakesContext { get; }

    /// <summary>Type of the result: <c>T</c> for <c>Task&lt;T&gt;</c>, <see langword="void"/> for <c>Task</c>.</summary>
    internal Type ResultType => Completion.ResultType;

    /// <summary>How the result is got from what the method returns.</summary>
    internal Completion Completion { get; }

    internal static FunctionSignature Of(MethodInfo method)
    {
        Type[] parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        bool takesContext = parameters is [.., var last] && last == typeof(WorkerContext);
        return new FunctionSignature(takesContext ? parameters[..^1] : parameters, takesContext, Completion.Of(method.ReturnType));
    }
}
