using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cluster.Tests.Documentation;

/// <summary>What assemblies show to those who reference them, as a page: a type after the other, and its members, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Equality"] = "==", ["op_Inequality"] = "!=", ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/",
        ["op_LessThan"] = "<", ["op_GreaterThan"] = ">", ["op_LessThanOrEqual"] = "<=", ["op_GreaterThanOrEqual"] = ">=",
    };

    internal static string Describe(params Assembly[] assemblies)
    {
        var page = new StringBuilder();
        foreach (Assembly assembly in assemblies)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {assembly.GetName().Name}\n");
            foreach (IGrouping<string, Type> space in assembly.GetExportedTypes().GroupBy(static type => type.Namespace!).OrderBy(static one => one.Key, StringComparer.Ordinal))
            {
                page.Append(CultureInfo.InvariantCulture, $"\n### {space.Key}\n");
                foreach (Type type in space.OrderBy(NameOf, StringComparer.Ordinal)) Append(page, type);
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, Type type)
    {
        page.Append("\n```csharp\n").Append(Declaration(type));
        IEnumerable<(string Name, string Text)> members = typeof(Delegate).IsAssignableFrom(type) ? [] : Members(type);
        foreach ((_, string text) in members.OrderBy(static one => one.Name, StringComparer.Ordinal).ThenBy(static one => one.Text, StringComparer.Ordinal))
            page.Append("\n    ").Append(text);
        page.Append("\n```\n");
    }

    private static string Declaration(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"delegate {Result(invoke)} {NameOf(type)}({Parameters(invoke)}){Constraints(type.GetGenericArguments())}";
        }

        bool isRecord = IsRecord(type);
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(isRecord ? "record " : "")}struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        Type[] above = [.. new[] { type.BaseType }.OfType<Type>().Where(one => one != typeof(object) && one != typeof(ValueType) && one != typeof(Enum))];
        if (isRecord) kind = kind.Replace("class", "record", StringComparison.Ordinal);
        Type[] interfaces = type.IsEnum ? [] : [.. type.GetInterfaces().Where(one => one.IsPublic && !Inherited(type, one) && !(isRecord && Bare(one) == "IEquatable"))];
        string[] all = [.. above.Select(Name), .. interfaces.Select(Name).Order(StringComparer.Ordinal)];
        return $"{kind} {NameOf(type)}{(all.Length == 0 ? "" : $" : {string.Join(", ", all)}")}{Constraints(type.GetGenericArguments())}";
    }

    // The compiler's own members of a record are no news.
    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;

    private static bool Inherited(Type type, Type one) =>
        type.BaseType?.GetInterfaces().Contains(one) == true || type.GetInterfaces().Any(other => other != one && other.GetInterfaces().Contains(one));

    private static IEnumerable<(string Name, string Text)> Members(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Declared).Where(static field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName))
        {
            long number = type.IsEnum ? Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture) : 0;
            if (type.IsEnum) yield return ($"{number:D19}", $"{field.Name} = {number}");
            else yield return (field.Name, $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field)} {field.Name}{Constant(field)}");
        }

        if (type.IsEnum) yield break;
        bool isRecord = IsRecord(type);
        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsSeen))
            if (!isRecord || !IsCopy(constructor)) yield return ("", $"{Bare(type)}({Parameters(constructor)})");
        foreach (PropertyInfo property in type.GetProperties(Declared).Where(static one => one.GetAccessors(nonPublic: true).Any(IsSeen)))
            if (!isRecord || property.Name != "EqualityContract") yield return (property.Name, Describe(property));
        foreach (EventInfo one in type.GetEvents(Declared).Where(static one => IsSeen(one.AddMethod!))) yield return (one.Name, $"event {Name(one.EventHandlerType!)} {one.Name}");
        foreach (MethodInfo method in type.GetMethods(Declared).Where(static one => IsSeen(one) && (!one.IsSpecialName || Operators.ContainsKey(one.Name)) && !one.Name.Contains('<')))
            if (!isRecord || !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)) yield return (method.Name, Describe(method));
    }

    private static string Describe(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsSeen);
        string reference = property.PropertyType.IsByRef ? property.GetRequiredCustomModifiers().Length > 0 || IsReadOnly(property.GetMethod!.ReturnParameter) ? "ref readonly " : "ref " : "";
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Describe))}]";
        string set = property.SetMethod is { } setter && IsSeen(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        return $"{Modifiers(accessor)}{reference}{Nullable(new NullabilityInfoContext().Create(property), property.PropertyType)} {name} {{{(property.GetMethod is { } getter && IsSeen(getter) ? " get;" : "")}{set} }}";
    }

    private static string Describe(MethodInfo method)
    {
        string name = Operators.TryGetValue(method.Name, out string? symbol) ? $"operator {symbol}" : method.Name;
        Type[] arguments = method.GetGenericArguments();
        string generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(static one => one.Name))}>";
        return $"{Modifiers(method)}{Result(method)} {name}{generic}({Parameters(method)}){Constraints(arguments)}";
    }

    private static string Result(MethodInfo method)
    {
        ParameterInfo result = method.ReturnParameter;
        string reference = result.ParameterType.IsByRef ? IsReadOnly(result) ? "ref readonly " : "ref " : "";
        return reference + Nullable(new NullabilityInfoContext().Create(result), result.ParameterType);
    }

    private static string Parameters(MethodBase method)
    {
        string all = string.Join(", ", method.GetParameters().Select(Describe));
        return method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? $"this {all}" : all;
    }

    private static string Describe(ParameterInfo parameter)
    {
        string way = parameter.ParameterType.IsByRef ? parameter.IsOut ? "out " : IsReadOnly(parameter) ? "in " : "ref " : "";
        if (parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) || parameter.IsDefined(typeof(ParamCollectionAttribute), inherit: false)) way = "params ";
        return $"{way}{Nullable(new NullabilityInfoContext().Create(parameter), parameter.ParameterType)} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? ""
        : parameter.RawDefaultValue switch
        {
            null when parameter.ParameterType.IsValueType && System.Nullable.GetUnderlyingType(parameter.ParameterType) is null => " = default",
            null => " = null",
            string text => $" = \"{text}\"",
            bool truth => truth ? " = true" : " = false",
            var value => string.Create(CultureInfo.InvariantCulture, $" = {value}"),
        };

    private static string Constant(FieldInfo field) => field.IsLiteral
        ? field.GetRawConstantValue() is string text ? $" = \"{text}\"" : string.Create(CultureInfo.InvariantCulture, $" = {field.GetRawConstantValue()}")
        : "";

    private static string Constraints(Type[] arguments)
    {
        var all = new StringBuilder();
        foreach (Type one in arguments)
        {
            GenericParameterAttributes special = one.GenericParameterAttributes;
            bool unmanaged = one.GetCustomAttributesData().Any(static data => data.AttributeType.Name == "IsUnmanagedAttribute");
            List<string> needs = [];
            if (unmanaged) needs.Add("unmanaged");
            else if (special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) needs.Add("struct");
            else if (special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) needs.Add("class");
            needs.AddRange(one.GetGenericParameterConstraints().Where(static type => type != typeof(ValueType)).Select(Name));
            if (special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) needs.Add("new()");
            if (needs.Count > 0) all.Append(CultureInfo.InvariantCulture, $" where {one.Name} : {string.Join(", ", needs)}");
        }

        return all.ToString();
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface) return method.IsStatic ? method.IsAbstract ? "static abstract " : "static " : "";
        string seen = method.IsPublic ? "" : "protected ";
        if (method.IsStatic) return seen + "static ";
        if (method.IsAbstract) return seen + "abstract ";
        bool overrides = method.GetBaseDefinition() != method;
        if (overrides) return seen + "override ";
        return method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType.IsSealed ? seen + "virtual " : seen;
    }

    private static bool IsCopy(ConstructorInfo constructor) => constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsReadOnly(ParameterInfo parameter) => parameter.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) || (parameter.IsIn && !parameter.IsOut);

    private static string Name(FieldInfo field) => Nullable(new NullabilityInfoContext().Create(field), field.FieldType);

    // With the question marks that the compiler keeps beside the types. Of a type parameter it keeps them in a way that is not told from "may be null anyway".
    private static string Nullable(NullabilityInfo info, Type type)
    {
        if (type.IsByRef) return Nullable(info, type.GetElementType()!);
        if (System.Nullable.GetUnderlyingType(type) is not null) return Name(type);
        string mark = info.ReadState == NullabilityState.Nullable && !type.IsValueType && !type.IsGenericParameter ? "?" : "";
        if (type.IsArray && info.ElementType is { } element) return $"{Nullable(element, type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        Type[] arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        if (arguments.Length == 0 || info.GenericTypeArguments.Length != arguments.Length || type.DeclaringType is not null) return Name(type) + mark;
        return Generic(type, arguments.Select((one, i) => Nullable(info.GenericTypeArguments[i], one))) + mark;
    }

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (System.Nullable.GetUnderlyingType(type) is { } value) return $"{Name(value)}?";
        if (type == typeof(nint)) return "nint";
        string? keyword = type == typeof(void) ? "void" : type == typeof(object) ? "object" : type == typeof(string) ? "string" : type.IsPrimitive || type == typeof(decimal) ? Keyword(type) : null;
        return keyword ?? NameOf(type);
    }

    // With the types around it, and its own arguments only.
    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter) return type.Name;
        string outer = type.DeclaringType is { } declaring ? $"{NameOf(declaring.IsGenericTypeDefinition && type.IsConstructedGenericType ? declaring.MakeGenericType(type.GetGenericArguments()[..declaring.GetGenericArguments().Length]) : declaring)}." : "";
        int taken = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string[] arguments = [.. type.GetGenericArguments().Skip(taken).Select(Name)];
        return outer + (arguments.Length == 0 ? Bare(type) : Generic(type, arguments));
    }

    private static string Generic(Type type, IEnumerable<string> arguments)
    {
        string all = string.Join(", ", arguments);
        return type.Namespace == nameof(System) && Bare(type) == nameof(ValueTuple) ? $"({all})" : $"{Bare(type)}<{all}>";
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string? Keyword(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool", TypeCode.Byte => "byte", TypeCode.SByte => "sbyte", TypeCode.Char => "char", TypeCode.Int16 => "short", TypeCode.UInt16 => "ushort",
        TypeCode.Int32 => "int", TypeCode.UInt32 => "uint", TypeCode.Int64 => "long", TypeCode.UInt64 => "ulong", TypeCode.Single => "float", TypeCode.Double => "double",
        TypeCode.Decimal => "decimal", _ => null,
    };
}
