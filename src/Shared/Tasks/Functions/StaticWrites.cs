using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Cluster.Tasks.Functions;

/// <summary>Finds the static fields that a function writes to. What it writes stays in its worker, and many a program waits for it in vain.</summary>
/// <remarks>
/// <para>
/// Read is the function's own code, with its inner lambdas, its asynchronous part and the setters of static properties, not what it calls beyond that: what is
/// found is there, and what is not found may be there all the same.
/// </para>
/// <para>
/// Left out is what is meant to stay: a field that is looked at and filled once, as by <c>s_model ??= Load()</c>, one that belongs to a thread, and what the
/// compiler made for itself.
/// </para>
/// </remarks>
internal sealed class StaticWrites
{
    private readonly Dictionary<FieldInfo, string> _written = [];
    private readonly HashSet<FieldInfo> _looked = [];
    private readonly HashSet<MethodBase> _methods = [];

    private StaticWrites(MethodInfo function) => Read(function);

    /// <summary>The fields and properties, as a program names them; empty if none was found, or if the code cannot be read.</summary>
    internal static IReadOnlyList<string> Of(MethodInfo function)
    {
        try
        {
            var found = new StaticWrites(function);
            return [.. found._written.Where(one => !found.IsFilledOnce(one.Key)).Select(static one => one.Value).Distinct().Order(StringComparer.Ordinal)];
        }
        // For the sake of advice only.
        catch (Exception)
        {
            return [];
        }
    }

    private bool IsFilledOnce(FieldInfo field) => !field.FieldType.IsValueType && field.FieldType != typeof(string) && _looked.Contains(field);

    private void Read(MethodBase method)
    {
        if (!_methods.Add(method)) return;
        if (MethodCode.MovingPart(method) is { } moving) Read(moving);
        // Whose address was taken, until it is clear what for.
        FieldInfo? reference = null;
        foreach ((OpCode code, MemberInfo member) in MethodCode.Members(method))
        {
            switch (member)
            {
                case FieldInfo field when code == OpCodes.Ldsfld: _looked.Add(field); break;
                case FieldInfo field when code == OpCodes.Ldsflda: reference = field; break;
                case FieldInfo field when code == OpCodes.Stsfld: Note(field); break;
                case MethodBase called when called.DeclaringType == typeof(Interlocked) && reference is not null:
                    Note(reference);
                    reference = null;
                    break;
                case MethodBase called when LambdaCode.IsPart(called) || IsSetter(called, method): Read(called); break;
            }
        }
    }

    private static bool IsSetter(MethodBase called, MethodBase by) =>
        called is { IsStatic: true, IsSpecialName: true } && called.Module == by.Module && called.Name.StartsWith("set_", StringComparison.Ordinal);

    private void Note(FieldInfo field)
    {
        if (field.DeclaringType is not { } type || CSharpName.IsMadeByCompiler(type.Name) || field.IsDefined(typeof(ThreadStaticAttribute), inherit: false)) return;
        // <Name>k__BackingField is a property's.
        bool isProperty = field.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        string name = isProperty && field.Name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? field.Name[1..end] : field.Name;
        if (!CSharpName.IsMadeByCompiler(name)) _written[field] = $"{CSharpName.Of(type)}.{name}";
    }
}
