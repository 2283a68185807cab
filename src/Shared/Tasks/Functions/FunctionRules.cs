using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cluster.Tasks.Functions;

/// <summary>What a delegate must be like so that another process can call what it calls.</summary>
/// <remarks>Each answer is the end of a sentence that begins with the function: what is wrong, and what to write instead.</remarks>
internal static class FunctionRules
{
    /// <summary>Null if nothing is wrong with a delegate of one target; otherwise what is.</summary>
    internal static string? Check(Delegate function)
    {
        MethodInfo method = function.Method;
        return MadeAtRunTime(function, method)
            ?? (method.IsStatic ? ClosedOverArgument(function, method) : ClosedOverObject(function, method))
            ?? (method.ContainsGenericParameters ? "it leaves a type parameter open; name the types" : null)
            ?? method.GetParameters().Select((parameter, place) => Parameter(parameter, place, method)).FirstOrDefault(wrong => wrong is not null)
            ?? Result(method);
    }

    internal static string Several(Delegate function) =>
        $"it combines {function.GetInvocationList().Length} functions, of which only one would have a result; submit each of them by itself";

    private static string? MadeAtRunTime(Delegate function, MethodInfo method)
    {
        // Told by names, so that asking does not load the assembly of expressions.
        bool isExpression = function.Target?.GetType().FullName == "System.Runtime.CompilerServices.Closure"
            || method.DeclaringType?.Assembly.GetName().Name == "System.Linq.Expressions";
        if (isExpression) return "it is a compiled expression tree, and in no file that a worker could load; write it as a static method or lambda";
        return method.DeclaringType is null || !method.HasMetadataToken()
            ? "it was made at run time and is in no file that a worker could load; write it as a static method or lambda"
            : null;
    }

    // An extension method of an object, taken as a delegate, carries the object along; a null can only be told by the number of parameters.
    private static string? ClosedOverArgument(Delegate function, MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        int taken = function.GetType().GetMethod("Invoke")!.GetParameters().Length;
        if (parameters.Length == taken) return null;
        ParameterInfo carried = parameters[0];
        ParameterInfo[] own = parameters[1..];
        return $"it is called on a value that it carries along, '{carried.Name}', and so captures it; "
            + CapturedVariables.Cure(own, [(carried.Name ?? "value", carried.ParameterType)]);
    }

    private static string? ClosedOverObject(Delegate function, MethodInfo method)
    {
        string type = CSharpName.Of(method.DeclaringType!);
        string instance = $"it is an instance method, and the {type} it would be called on stays in this process; "
            + $"make it static, and pass what it needs of the {type} as arguments";
        // Delegates may also leave the object to the caller.
        if (function.Target is not { } target) return instance;
        if (CapturedVariables.IsClosure(target.GetType()))
            return CapturedVariables.Of(target, method) is { IsEmpty: false } captured ? captured.Describe(method) : null;
        return CSharpName.IsMadeByCompiler(method.Name) ? new CapturedVariables([], target.GetType()).Describe(method) : instance;
    }

    private static string? Parameter(ParameterInfo parameter, int place, MethodInfo method)
    {
        Type type = parameter.ParameterType;
        string subject = $"parameter '{parameter.Name ?? place.ToString(System.Globalization.CultureInfo.InvariantCulture)}'";
        if (type.IsByRef && parameter.IsOut) return $"{subject} is an out parameter, and nothing comes back through it; return a tuple";
        if (type.IsByRef && parameter.IsIn) return $"{subject} is passed by reference, into another process's memory; pass it by value";
        if (type.IsByRef) return $"{subject} is passed by reference, and what is written to it does not come back; pass it by value, and return what changes";
        if (type.IsPointer || type.IsFunctionPointer) return $"{subject} is an address, which means nothing in another process; pass an array";
        if (type.IsByRefLike) return $"{subject} is a {CSharpName.Of(type)}, which cannot leave its stack; pass an array";
        if (type == typeof(CancellationToken))
            return $"{subject} is a token that nobody could cancel there; take a WorkerContext as the last parameter and use its CancellationToken";
        if (type == typeof(WorkerContext) && place != method.GetParameters().Length - 1)
            return $"{subject} is a WorkerContext, which the worker fills in only where it is the last one";
        return null;
    }

    private static string? Result(MethodInfo method)
    {
        Type type = method.ReturnType;
        if (type.IsByRef) return "it returns a reference, into another process's memory; return the value";
        if (type.IsPointer || type.IsFunctionPointer) return "it returns an address, which means nothing in another process; return an array";
        if (type.IsByRefLike) return $"it returns a {CSharpName.Of(type)}, which cannot leave its stack; return an array";
        return type == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute))
            ? "it is async and returns nothing that could be waited for; let it return a Task"
            : null;
    }
}
