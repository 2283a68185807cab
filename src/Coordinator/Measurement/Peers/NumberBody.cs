using System.Buffers;
using System.Runtime.InteropServices;
using Cluster.Numerics;
using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>A number as the body of a message: a MessagePack array of one field, as every message has it.</summary>
internal static class NumberBody
{
    internal static void Write(IBufferWriter<byte> output, long number) =>
        ElementCodec.Encode(ChunkCodec.MessagePack, ElementType.Int64, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in number)), output);

    internal static long Read(in ReadOnlySequence<byte> body)
    {
        long number = 0;
        ElementCodec.Decode(ChunkCodec.MessagePack, ElementType.Int64, body, MemoryMarshal.AsBytes(new Span<long>(ref number)));
        return number;
    }
}
