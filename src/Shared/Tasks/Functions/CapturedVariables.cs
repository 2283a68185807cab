using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cluster.Tasks.Functions;

/// <summary>What a lambda takes along from where it was written.</summary>
/// <param name="Variables">Locals and parameters of the methods around it, the nearest first.</param>
/// <param name="This">Type of the object whose members it uses; null if it uses none.</param>
internal sealed record CapturedVariables(IReadOnlyList<(string Name, Type Type)> Variables, Type? This)
{
    // What the calls of the pool take besides the function.
    private const int MaxArguments = 4;

    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    internal bool IsEmpty => Variables.Count == 0 && This is null;

    /// <summary>Whether the compiler made a type to hold a lambda's variables; C#'s <c>&lt;&gt;c</c>, which holds none, is one too.</summary>
    internal static bool IsClosure(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && CSharpName.IsMadeByCompiler(type.Name);

    /// <summary>The variables that a lambda uses, of those in its closure and in the closures of the scopes around it.</summary>
    internal static CapturedVariables Of(object closure, MethodInfo lambda)
    {
        CapturedVariables used = In(closure, LambdaCode.Of(lambda) is { } code ? code.Uses : static _ => true);
        return used.IsEmpty ? In(closure, static _ => true) : used;
    }

    /// <summary>The end of a sentence: what is captured, and what to write instead.</summary>
    internal string Describe(MethodInfo function)
    {
        if (This is null) return $"it captures {List(Variables.Select(variable => $"'{variable.Name}'"))}; {Cure(function.GetParameters(), Variables)}";
        string type = CSharpName.Of(This);
        string names = List([.. Variables.Select(variable => $"'{variable.Name}'"), "'this'"]);
        return $"it captures {names}; make what it uses of {type} static, or pass it as an argument"
            + (Variables.Count == 0 ? "" : $"; {Cure(function.GetParameters(), Variables)}");
    }

    /// <summary>How the same is said with arguments: <c>pass it as an argument, e.g. pool.Submit(static (int a, int t) => …, a, t)</c>.</summary>
    internal static string Cure(IReadOnlyList<ParameterInfo> parameters, IReadOnlyList<(string Name, Type Type)> captured)
    {
        IEnumerable<ParameterInfo> own = parameters.Where(parameter => parameter.ParameterType != typeof(WorkerContext));
        (string Name, Type Type)[] passed = [.. own.Select(parameter => (parameter.Name ?? "value", parameter.ParameterType)), .. captured];
        string what = captured.Count == 1 ? "pass it as an argument" : "pass them as arguments";
        if (passed.Length > MaxArguments) return $"{what}: more than {MaxArguments} fit into a record or a tuple";
        string declared = string.Join(", ", passed.Select(variable => $"{CSharpName.Of(variable.Type)} {variable.Name}"));
        if (parameters is [.., var last] && last.ParameterType == typeof(WorkerContext)) declared += $", {nameof(WorkerContext)} {last.Name}";
        return $"{what}, e.g. pool.Submit(static ({declared}) => …, {string.Join(", ", passed.Select(variable => variable.Name))})";
    }

    private static CapturedVariables In(object closure, Func<FieldInfo, bool> isUsed)
    {
        var variables = new List<(string, Type)>();
        Type? self = null;
        for (Type? next = closure.GetType(), type = next; type is not null; type = next)
        {
            next = null;
            foreach (FieldInfo field in type.GetFields(Fields))
            {
                // The closure of the scope around this one.
                if (IsClosure(field.FieldType) && CSharpName.IsMadeByCompiler(field.Name)) next = field.FieldType;
                else if (IsKeptDelegate(field.Name) || !isUsed(field)) continue;
                else if (IsThis(field.Name)) self = field.FieldType;
                else variables.Add((NameOf(field.Name), field.FieldType));
            }
        }

        return new CapturedVariables([.. variables.Distinct()], self);
    }

    // Where C# keeps the delegate of an inner lambda, so as to make it once.
    private static bool IsKeptDelegate(string field) => field.StartsWith("<>9__", StringComparison.Ordinal);

    // C#, and Visual Basic.
    private static bool IsThis(string field) => field.EndsWith("__this", StringComparison.Ordinal) || field == "$VB$Me";

    // Visual Basic: $VB$Local_name. C#: <name>5__2 where a state machine had the variable, <>h__TransparentIdentifier0 for the range variables of a query.
    private static string NameOf(string field)
    {
        const string VisualBasic = "$VB$Local_";
        if (field.StartsWith(VisualBasic, StringComparison.Ordinal)) return field[VisualBasic.Length..];
        if (field.StartsWith("<>h__", StringComparison.Ordinal)) return "the variables of a query";
        int end = field.IndexOf('>', StringComparison.Ordinal);
        return field[0] == '<' && end > 1 ? field[1..end] : field;
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names);
}
