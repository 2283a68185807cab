using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Numerics;
using Cluster.Protocol;
using Cluster.Serialization;

namespace Cluster.DataPlane.Inline;

/// <summary>Output that is written to a buffer of this process and sent through the connection, ahead of the chunk's partial.</summary>
/// <remarks>One thread, the one that computes. The buffer is kept from chunk to chunk.</remarks>
internal sealed class InlineOutput : IChunkOutput
{
    private readonly ArrayLayout _layout;
    private readonly InlineSender _sender;
    private NativeBuffer? _buffer;

    internal InlineOutput(MessageChannel channel, ChunkCodec codec, ArrayLayout layout)
    {
        _layout = layout;
        _sender = new InlineSender(channel, codec, MessageKind.ChunkOutput);
    }

    public OutputView Begin(in Chunk chunk, PhaseClock clock)
    {
        long bytes = chunk.Count * _layout.SliceBytes;
        if (_buffer is null || _buffer.Length < bytes)
        {
            _buffer?.Dispose();
            _buffer = new NativeBuffer(bytes);
        }

        return new OutputView(_buffer.Address, _layout, chunk.Count);
    }

    public void Finish(in Chunk chunk, PhaseClock clock)
    {
        clock.Enter(Phase.Collect);
        _sender.Send(chunk, new ArrayView(_buffer!.Address, _layout, chunk.Count, 1));
    }

    public void Dispose()
    {
        _sender.Dispose();
        _buffer?.Dispose();
    }
}
