using System.Buffers;
using System.Buffers.Binary;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Serialization;

namespace Cluster.DataPlane.Inline;

/// <summary>Inputs whose bytes arrive through the connection, chunk by chunk; the counterpart of <see cref="InlineSender"/>.</summary>
/// <remarks>
/// One thread, the one that receives. The bytes go from the connection into a buffer that is kept from chunk to chunk: while a chunk is small
/// enough the buffer stays in cache, and nothing is allocated after the first.
/// </remarks>
public sealed class InlineInputs : IChunkInputs
{
    private readonly MessageChannel _channel;
    private readonly ChunkCodec _codec;
    private readonly IReadOnlyList<(ArrayLayout Layout, InputUse Use)> _arrays;
    private readonly NativeBuffer?[] _buffers;

    internal InlineInputs(MessageChannel channel, ChunkCodec codec, IReadOnlyList<(ArrayLayout Layout, InputUse Use)> arrays)
    {
        (_channel, _codec, _arrays) = (channel, codec, arrays);
        _buffers = new NativeBuffer?[arrays.Count];
    }

    /// <summary>Payload received so far, after decoding.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Begins counting anew.</summary>
    public void ResetCounts() => BytesReceived = 0;

    public void Resolve(in Chunk chunk, Span<ArrayView> views, PhaseClock clock)
    {
        for (int i = 0; i < views.Length; i++)
        {
            (ArrayLayout layout, InputUse use) = _arrays[i];
            long count = use == InputUse.Broadcast ? layout.Slices : chunk.Count;
            long length = count * layout.SliceBytes;
            NativeBuffer buffer = Buffer(i, length);
            for (long offset = 0; offset < length;) offset += Receive(chunk, layout.Type, buffer, offset, length - offset, clock);
            views[i] = new ArrayView(buffer.Address, layout, count, 1);
            BytesReceived += length;
        }
    }

    public void Dispose()
    {
        foreach (NativeBuffer? buffer in _buffers) buffer?.Dispose();
    }

    private NativeBuffer Buffer(int input, long length)
    {
        if (_buffers[input] is { } kept && kept.Length >= length) return kept;
        _buffers[input]?.Dispose();
        return _buffers[input] = new NativeBuffer(length);
    }

    private int Receive(in Chunk chunk, ElementType type, NativeBuffer buffer, long offset, long missing, PhaseClock clock)
    {
        clock.Enter(Phase.Transfer);
        if (!_channel.Receive(out Frame frame)) throw new FaultException(FaultCode.TruncatedFrame, "the connection ended inside a chunk");
        if (frame.Header.Kind != (ushort)MessageKind.ChunkData || frame.Header.CorrelationId != (ulong)chunk.Index)
            throw new FaultException(FaultCode.ProtocolViolation, $"expected the data of chunk {chunk.Index}, got kind {frame.Header.Kind} for {frame.Header.CorrelationId}");

        if (_codec == ChunkCodec.Raw) return ReceiveRaw(frame.Header, buffer, offset, missing);

        int length = (int)Math.Min(missing, InlineFormat.ElementPiece(type));
        clock.Enter(Phase.Deserialize);
        ElementCodec.Decode(_codec, type, frame.Body, buffer.Span(offset, length));
        return length;
    }

    private int ReceiveRaw(FrameHeader header, NativeBuffer buffer, long offset, long missing)
    {
        // Before the first byte of the body is asked for: it might never come.
        if ((header.Flags & FrameFlags.Bulk) == 0 || header.BodyLength < InlineFormat.RawPrefix)
            throw new FaultException(FaultCode.ProtocolViolation, "chunk data: not a bulk frame with a prefix");
        Span<byte> prefix = stackalloc byte[InlineFormat.RawPrefix];
        _channel.ReadBulk(prefix);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (prefix[0] != InlineFormat.Bin32 || length != header.BodyLength - InlineFormat.RawPrefix || length > missing || length == 0)
            throw new FaultException(FaultCode.ProtocolViolation, $"chunk data: a piece of {length:N0} bytes where {missing:N0} are missing");
        _channel.ReadBulk(buffer.Span(offset, (int)length));
        return (int)length;
    }
}
