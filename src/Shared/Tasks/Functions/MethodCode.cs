using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Cluster.Tasks.Functions;

/// <summary>What the code of a method names, instruction by instruction.</summary>
/// <remarks>Source: ECMA-335, partition III. To make the table of instructions takes a millisecond, once in a process.</remarks>
internal static class MethodCode
{
    private static readonly Lazy<Dictionary<short, OpCode>> Codes = new(static () => typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value));

    /// <summary>The fields and methods that a method's instructions name, in their order; nothing for a method without code.</summary>
    /// <exception cref="Exception">Whatever reflection makes of code that a compiler other than the usual may have written.</exception>
    internal static IEnumerable<(OpCode Code, MemberInfo Member)> Members(MethodBase method)
    {
        Type[]? types = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? own = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach ((OpCode code, int token) in Tokens(method.GetMethodBody()?.GetILAsByteArray()))
            if (method.Module.ResolveMember(token, types, own) is { } member) yield return (code, member);
    }

    /// <summary>Where an asynchronous method or an iterator has the code that was written; null for any other method.</summary>
    internal static MethodBase? MovingPart(MethodBase method) => method.GetCustomAttribute<StateMachineAttribute>() is { } machine
        ? machine.StateMachineType.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        : null;

    private static IEnumerable<(OpCode Code, int Token)> Tokens(byte[]? bytes)
    {
        for (int at = 0; at < bytes?.Length;)
        {
            const byte twoBytes = 0xFE;
            short value = bytes[at++];
            if (value == twoBytes) value = (short)((twoBytes << 8) | bytes[at++]);
            OpCode code = Codes.Value[value];
            OperandType operand = code.OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod)
                yield return (code, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)));
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at))),
                _ => 4,
            };
        }
    }
}
