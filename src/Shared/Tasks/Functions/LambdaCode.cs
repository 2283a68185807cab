using System.Reflection;

namespace Cluster.Tasks.Functions;

/// <summary>Which fields the code of a lambda uses, its inner lambdas and its asynchronous part included.</summary>
/// <remarks>A scope has one closure for all of its lambdas; only their code tells which of the variables in it one of them uses.</remarks>
internal sealed class LambdaCode
{
    private readonly HashSet<(Module, int)> _fields = [];
    private readonly HashSet<(Module, int)> _methods = [];

    private LambdaCode(MethodInfo lambda) => Read(lambda);

    /// <summary>Null if the code cannot be read.</summary>
    internal static LambdaCode? Of(MethodInfo lambda)
    {
        try
        {
            return new LambdaCode(lambda);
        }
        // It is read for the sake of a better message only; whatever a compiler may have made of it, the plain one will do.
        catch (Exception)
        {
            return null;
        }
    }

    internal bool Uses(FieldInfo field) => _fields.Contains((field.Module, field.MetadataToken));

    /// <summary>Whether a method that code names was written as a part of it: an inner lambda, a local function.</summary>
    internal static bool IsPart(MethodBase called) =>
        called.DeclaringType is not null
        && (CSharpName.IsMadeByCompiler(called.Name) || (!called.IsConstructor && CapturedVariables.IsClosure(called.DeclaringType)));

    private void Read(MethodBase method)
    {
        if (!_methods.Add((method.Module, method.MetadataToken))) return;
        if (MethodCode.MovingPart(method) is { } moving) Read(moving);
        foreach ((_, MemberInfo member) in MethodCode.Members(method))
        {
            switch (member)
            {
                case FieldInfo field: _fields.Add((field.Module, field.MetadataToken)); break;
                case MethodBase called when IsPart(called): Read(called); break;
            }
        }
    }
}
