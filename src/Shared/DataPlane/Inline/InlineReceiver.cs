using System.Buffers.Binary;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Serialization;

namespace Cluster.DataPlane.Inline;

/// <summary>Reads the pieces of a chunk to where they belong; the counterpart of <see cref="InlineSender"/>.</summary>
/// <remarks>The thread that receives. Whatever a peer sends, nothing is written outside the range.</remarks>
internal sealed class InlineReceiver(MessageChannel channel, ChunkCodec codec)
{
    /// <summary>Reads one piece.</summary>
    /// <param name="frame">The frame that holds it, received last.</param>
    /// <param name="type">Of the elements.</param>
    /// <param name="target">Of the whole chunk.</param>
    /// <param name="offset">Of the piece in the chunk.</param>
    /// <returns>Bytes of the piece; at least 1.</returns>
    /// <exception cref="FaultException"><see cref="FaultCode.ProtocolViolation"/></exception>
    internal int Read(in Frame frame, ElementType type, MemoryRange target, long offset)
    {
        long missing = target.Length - offset;
        if (codec == ChunkCodec.Raw) return ReadRaw(frame.Header, target, offset, missing);

        int length = (int)Math.Min(missing, InlineFormat.ElementPiece(type));
        if (length == 0) throw new FaultException(FaultCode.ProtocolViolation, "chunk data: a piece where nothing is missing");
        ElementCodec.Decode(codec, type, frame.Body, target.Span(offset, length));
        return length;
    }

    private int ReadRaw(FrameHeader header, MemoryRange target, long offset, long missing)
    {
        // Before the first byte of the body is asked for: it might never come.
        if ((header.Flags & FrameFlags.Bulk) == 0 || header.BodyLength < InlineFormat.RawPrefix)
            throw new FaultException(FaultCode.ProtocolViolation, "chunk data: not a bulk frame with a prefix");
        Span<byte> prefix = stackalloc byte[InlineFormat.RawPrefix];
        channel.ReadBulk(prefix);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (prefix[0] != InlineFormat.Bin32 || length != header.BodyLength - InlineFormat.RawPrefix || length > missing || length == 0)
            throw new FaultException(FaultCode.ProtocolViolation, $"chunk data: a piece of {length:N0} bytes where {missing:N0} are missing");
        channel.ReadBulk(target.Span(offset, (int)length));
        return (int)length;
    }
}
