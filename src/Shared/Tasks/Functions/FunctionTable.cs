using System.Reflection;
using Cluster.Faults;

namespace Cluster.Tasks.Functions;

/// <summary>The functions that a worker has been asked for, each resolved once. One thread.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<FunctionReference, ResolvedFunction> _functions = [];
    private readonly ModuleLoader _loader = new();

    /// <exception cref="FaultException">
    /// <see cref="FaultCode.FunctionUnavailable"/>: this process does not have the build that the reference is to, or the reference is to no function.
    /// </exception>
    internal ResolvedFunction Resolve(FunctionReference reference)
    {
        if (!_functions.TryGetValue(reference, out ResolvedFunction? function))
            _functions.Add(reference, function = new ResolvedFunction(Find(reference)));
        return function;
    }

    private MethodInfo Find(FunctionReference reference)
    {
        Module[] modules = [.. reference.Modules.Select(_loader.Load)];
        try
        {
            Type type = reference.DeclaringType.Resolve(modules);
            MethodBase definition = modules[reference.DeclaringType.Module].ResolveMethod(reference.Method)
                ?? throw new ArgumentException("it is no method");
            if (MethodBase.GetMethodFromHandle(definition.MethodHandle, type.TypeHandle) is not MethodInfo method)
                throw new ArgumentException("it is a constructor");
            return method.IsGenericMethodDefinition
                ? method.MakeGenericMethod([.. reference.Arguments.Select(argument => argument.Resolve(modules))])
                : method;
        }
        // A token that the module does not have, arguments that do not fit, or a type whose own dependencies are missing.
        catch (Exception ex) when (ex is not FaultException)
        {
            string module = reference.Modules[reference.DeclaringType.Module].Name;
            throw new FaultException(
                FaultCode.FunctionUnavailable,
                $"method {reference.Method:x8} of type {reference.DeclaringType.Token:x8} in {module} cannot be called: {ex.Message} " +
                "(what a program got by hot reload is in no file: restart it)", ex);
        }
    }
}
