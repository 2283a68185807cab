using System.Reflection;
using System.Text;

namespace Cluster.Tasks.Functions;

/// <summary>Types and methods as they were written in C#, for messages.</summary>
internal static class CSharpName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint", [typeof(nuint)] = "nuint", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(void)] = "void",
    };

    /// <summary>Without namespaces: <c>Dictionary&lt;string, int[]&gt;</c>.</summary>
    internal static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsByRef) return "ref " + Of(type.GetElementType()!);
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsFunctionPointer) return "delegate*";
        if (type.IsArray) return OfArray(type);
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value) + "?";
        if (type.IsGenericParameter) return type.Name;
        Type[] arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true && arguments.Length > 1)
            return $"({string.Join(", ", arguments.Select(Of))})";
        return OfNested(type, arguments);
    }

    /// <summary>A method with the type that it was written in, a lambda or local function with the method that it was written in.</summary>
    internal static string Of(MethodInfo method)
    {
        Type? outer = method.DeclaringType;
        while (outer is { DeclaringType: not null } && IsMadeByCompiler(outer.Name)) outer = outer.DeclaringType;
        string type = outer is null ? "" : Of(outer) + ".";
        if (!IsMadeByCompiler(method.Name)) return type + method.Name;
        string writtenIn = type + WrittenIn(method.Name);
        return LocalFunction(method.Name) is { } local ? $"the local function {local} in {writtenIn}" : $"the lambda in {writtenIn}";
    }

    /// <summary>Whether a name is none that a person could have given: <c>&lt;Main&gt;b__0_1</c>, <c>&lt;&gt;c__DisplayClass0_0</c>, <c>_Closure$__</c>.</summary>
    internal static bool IsMadeByCompiler(string name) => name.Contains('<') || name.Contains('$');

    // Arrays of arrays are written from the outside in: int[][,] is an array of int[,].
    private static string OfArray(Type type)
    {
        var ranks = new StringBuilder();
        while (type.IsArray)
        {
            ranks.Append('[').Append(',', type.GetArrayRank() - 1).Append(']');
            type = type.GetElementType()!;
        }

        return Of(type) + ranks;
    }

    // A nested type has the arguments of those around it, and then its own.
    private static string OfNested(Type type, Type[] arguments)
    {
        int before = 0;
        string outer = "";
        if (type.DeclaringType is { } declaring)
        {
            before = declaring.GetGenericArguments().Length;
            outer = OfNested(declaring, arguments[..before]) + ".";
        }

        int arity = type.Name.IndexOf('`', StringComparison.Ordinal);
        string name = outer + (arity < 0 ? type.Name : type.Name[..arity]);
        return arguments.Length == before ? name : $"{name}<{string.Join(", ", arguments[before..].Select(Of))}>";
    }

    // <Main>b__0_1, <Main>g__Local|0_0, <<Main>$>b__0_0, <<Main>b__0>b__1: the method is innermost.
    private static string WrittenIn(string name)
    {
        string inside = name.Trim('<');
        int end = inside.IndexOf('>', StringComparison.Ordinal);
        return end <= 0 ? name : inside[..end];
    }

    private static string? LocalFunction(string name)
    {
        int start = name.LastIndexOf(">g__", StringComparison.Ordinal);
        if (start < 0) return null;
        start += ">g__".Length;
        int end = name.IndexOf('|', start);
        return end < 0 ? null : name[start..end];
    }
}
