using System.Buffers.Binary;

namespace Cluster.Protocol;

/// <summary>What a coordinator tells a worker while a task computes, through the worker's standard input.</summary>
/// <remarks>
/// The thread that watches for the end of that input reads it, so it arrives whatever the thread that computes is doing. Calls are named by
/// the number under which they were sent to this worker, which grows by one with each.
/// </remarks>
/// <param name="Kind">What to do.</param>
/// <param name="Call">Which call.</param>
internal readonly record struct ControlSignal(ControlKind Kind, long Call)
{
    internal const int Size = 16;

    internal byte[] Encode()
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Kind);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Call);
        return bytes;
    }

    /// <summary>Null for a kind that is not known.</summary>
    internal static ControlSignal? Decode(ReadOnlySpan<byte> bytes)
    {
        var kind = (ControlKind)BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return kind is ControlKind.Revoke or ControlKind.Cancel ? new ControlSignal(kind, BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])) : null;
    }
}
