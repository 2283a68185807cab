using System.Buffers.Binary;
using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Serialization;

namespace Cluster.DataPlane.Inline;

/// <summary>Sends the inputs or outputs of chunks through the connection; the counterpart of <see cref="InlineReceiver"/>.</summary>
/// <remarks>One thread. Contiguous raw chunks are sent from where they lie; strided ones are gathered first, others encoded piece by piece.</remarks>
internal sealed class InlineSender : IDisposable
{
    private readonly MessageChannel _channel;
    private readonly ChunkCodec _codec;
    private readonly MessageKind _kind;
    private NativeBuffer? _gathered;

    /// <param name="channel">To the peer.</param>
    /// <param name="codec">How elements become bytes.</param>
    /// <param name="kind">Of the frames: <see cref="MessageKind.ChunkData"/> or <see cref="MessageKind.ChunkOutput"/>.</param>
    internal InlineSender(MessageChannel channel, ChunkCodec codec, MessageKind kind) => (_channel, _codec, _kind) = (channel, codec, kind);

    /// <summary>Gets every stretch of gathering and encoding, for <c>--trace</c>; null if nobody asked.</summary>
    public SliceRecorder? Recorder { get; init; }

    /// <summary>Ticks spent on gathering and encoding.</summary>
    public long SerializeTicks { get; private set; }

    /// <summary>Bytes that encoding produced; 0 with the raw codec.</summary>
    public long BytesSerialized { get; private set; }

    /// <summary>Sends what <paramref name="view"/> shows. Blocks while the peer does not read.</summary>
    public void Send(in Chunk chunk, in ArrayView view)
    {
        ArrayView source = view.IsContiguous ? view : Gather(chunk, view);
        long bytes = source.Count * source.Layout.SliceBytes;
        for (long offset = 0; offset < bytes;)
        {
            int piece = (int)Math.Min(bytes - offset, _codec == ChunkCodec.Raw ? InlineFormat.RawPiece : InlineFormat.ElementPiece(source.Layout.Type));
            if (_codec == ChunkCodec.Raw) SendRaw(chunk, source.Bytes(offset, piece));
            else SendEncoded(chunk, source.Layout.Type, source.Bytes(offset, piece));
            offset += piece;
        }
    }

    public void Dispose() => _gathered?.Dispose();

    private void SendRaw(in Chunk chunk, ReadOnlySpan<byte> piece)
    {
        Span<byte> prefix = stackalloc byte[InlineFormat.RawPrefix];
        prefix[0] = InlineFormat.Bin32;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)piece.Length);
        _channel.SendBulk(_kind, (ulong)chunk.Index, prefix, piece);
    }

    private void SendEncoded(in Chunk chunk, ElementType type, ReadOnlySpan<byte> piece)
    {
        long before = Stopwatch.GetTimestamp();
        BytesSerialized += _channel.Post(_kind, (ulong)chunk.Index, new Piece(_codec, type, piece), static (output, content) =>
            ElementCodec.Encode(content.Codec, content.Type, content.Bytes, output));
        Spent(before, chunk);
        _channel.Flush();
    }

    private ArrayView Gather(in Chunk chunk, in ArrayView view)
    {
        long before = Stopwatch.GetTimestamp();
        long bytes = view.Count * view.Layout.SliceBytes;
        if (_gathered is null || _gathered.Length < bytes)
        {
            _gathered?.Dispose();
            _gathered = new NativeBuffer(bytes);
        }

        ElementGather.Copy(view, _gathered);
        Spent(before, chunk);
        return new ArrayView(_gathered.Address, view.Layout, view.Count, 1);
    }

    private void Spent(long since, in Chunk chunk)
    {
        long now = Stopwatch.GetTimestamp();
        SerializeTicks += now - since;
        Recorder?.Record(Phase.Serialize, since, now, chunk.Index);
    }

    private readonly ref struct Piece(ChunkCodec codec, ElementType type, ReadOnlySpan<byte> bytes)
    {
        public ChunkCodec Codec { get; } = codec;

        public ElementType Type { get; } = type;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;
    }
}
