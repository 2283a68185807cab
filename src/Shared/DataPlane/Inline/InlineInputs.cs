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
/// enough the buffer stays in cache, and nothing is allocated after the first. A broadcast input comes once per repetition, with the first chunk. Where the data
/// is resident a chunk comes once per repetition and has buffers of its own; sender and receiver both know what has come, so nothing says so.
/// </remarks>
internal sealed class InlineInputs : IChunkInputs
{
    private readonly MessageChannel _channel;
    private readonly InlineReceiver _receiver;
    private readonly ChunkCodec _codec;
    private readonly IReadOnlyList<(ArrayLayout Layout, InputUse Use)> _arrays;
    private readonly bool _resident;
    private readonly NativeBuffer?[] _kept;
    private readonly Dictionary<int, NativeBuffer[]> _residents = [];
    private readonly SpareBuffers _spare = new();
    private bool _hasBroadcast;

    internal InlineInputs(MessageChannel channel, ChunkCodec codec, IReadOnlyList<(ArrayLayout Layout, InputUse Use)> arrays, bool resident)
    {
        (_channel, _codec, _arrays, _resident) = (channel, codec, arrays, resident);
        _receiver = new InlineReceiver(channel, codec);
        _kept = new NativeBuffer?[arrays.Count];
    }

    /// <summary>Payload received so far, after decoding.</summary>
    public long BytesReceived { get; private set; }

    public void BeginRepetition()
    {
        BytesReceived = 0;
        _hasBroadcast = false;
        foreach (NativeBuffer[] buffers in _residents.Values)
            foreach (NativeBuffer buffer in buffers) _spare.Return(buffer);
        _residents.Clear();
    }

    public void Resolve(in Chunk chunk, Span<ArrayView> views, PhaseClock clock)
    {
        bool known = _residents.TryGetValue(chunk.Index, out NativeBuffer[]? own);
        if (_resident && !known) _residents.Add(chunk.Index, own = NewBuffers(chunk));
        for (int i = 0; i < views.Length; i++)
        {
            (ArrayLayout layout, InputUse use) = _arrays[i];
            bool broadcast = use == InputUse.Broadcast;
            long count = broadcast ? layout.Slices : chunk.Count;
            NativeBuffer buffer = !broadcast && own is not null ? own[i] : Kept(i, count * layout.SliceBytes);
            bool comes = broadcast ? !_hasBroadcast : !known;
            if (comes) Fill(chunk, layout.Type, new MemoryRange(buffer.Address, count * layout.SliceBytes), clock);
            views[i] = new ArrayView(buffer.Address, layout, count, 1);
        }

        _hasBroadcast = true;
    }

    public void Dispose()
    {
        foreach (NativeBuffer[] buffers in _residents.Values) Free(buffers);
        Free(_kept);
        _spare.Dispose();
    }

    private static void Free(NativeBuffer?[] buffers)
    {
        foreach (NativeBuffer? buffer in buffers) buffer?.Dispose();
    }

    private NativeBuffer[] NewBuffers(in Chunk chunk)
    {
        var buffers = new NativeBuffer[_arrays.Count];
        for (int i = 0; i < buffers.Length; i++)
            buffers[i] = _spare.Take(_arrays[i].Use == InputUse.Broadcast ? 0 : chunk.Count * _arrays[i].Layout.SliceBytes);
        return buffers;
    }

    private NativeBuffer Kept(int input, long length)
    {
        if (_kept[input] is { } kept && kept.Length >= length) return kept;
        _kept[input]?.Dispose();
        return _kept[input] = new NativeBuffer(length);
    }

    private void Fill(in Chunk chunk, ElementType type, MemoryRange target, PhaseClock clock)
    {
        for (long offset = 0; offset < target.Length;)
        {
            clock.Enter(Phase.Transfer);
            if (!_channel.Receive(out Frame frame)) throw new FaultException(FaultCode.TruncatedFrame, "the connection ended inside a chunk");
            if (frame.Header.Kind != (ushort)MessageKind.ChunkData || frame.Header.CorrelationId != (ulong)chunk.Index)
                throw new FaultException(FaultCode.ProtocolViolation, $"expected the data of chunk {chunk.Index}, got kind {frame.Header.Kind} for {frame.Header.CorrelationId}");
            if (_codec != ChunkCodec.Raw) clock.Enter(Phase.Deserialize);
            offset += _receiver.Read(frame, type, target, offset);
        }

        BytesReceived += target.Length;
    }
}
