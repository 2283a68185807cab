using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Cluster.Tasks.Functions;

/// <summary>Which fields the code of a lambda uses, its inner lambdas and its asynchronous part included.</summary>
/// <remarks>A scope has one closure for all of its lambdas; only their code tells which of the variables in it one of them uses.</remarks>
internal sealed class LambdaCode
{
    private static readonly Lazy<Dictionary<short, OpCode>> Codes = new(static () => typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value));

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

    private void Read(MethodBase method)
    {
        if (!_methods.Add((method.Module, method.MetadataToken))) return;
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
            Read(machine.StateMachineType.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!);

        Type[]? types = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? own = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (int token in Members(method.GetMethodBody()?.GetILAsByteArray()))
        {
            switch (method.Module.ResolveMember(token, types, own))
            {
                case FieldInfo field: _fields.Add((field.Module, field.MetadataToken)); break;
                case MethodBase { DeclaringType: not null } called when IsPart(called): Read(called); break;
            }
        }
    }

    private static bool IsPart(MethodBase called) =>
        CSharpName.IsMadeByCompiler(called.Name) || (!called.IsConstructor && CapturedVariables.IsClosure(called.DeclaringType!));

    // Tokens of the fields, methods and types that instructions name, in their order.
    private static IEnumerable<int> Members(byte[]? code)
    {
        for (int at = 0; at < code?.Length;)
        {
            const byte twoBytes = 0xFE;
            short value = code[at++];
            if (value == twoBytes) value = (short)((twoBytes << 8) | code[at++]);
            OperandType operand = Codes.Value[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod)
                yield return BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
                _ => 4,
            };
        }
    }
}
