using System.Buffers;
using Cluster.Framing;
using Cluster.Protocol;
using Cluster.Transport;

namespace Cluster.Fuzzing.Targets;

/// <summary>Inputs as they reach the code: in pieces, through the product's own reader.</summary>
internal static class Wire
{
    // Small, so that frames cross the buffer's end and make it grow.
    private const int BufferSize = 256;

    /// <summary>A channel from which the bytes come, and then the end.</summary>
    /// <param name="bytes">From the peer.</param>
    /// <param name="piece">Most that comes at once.</param>
    /// <param name="sent">Gets what is sent; null if that is of no interest.</param>
    internal static MessageChannel Channel(ReadOnlyMemory<byte> bytes, int piece, Stream? sent = null)
    {
        var stream = new PiecewiseStream(bytes, Math.Max(1, piece), sent);
        return new MessageChannel(new Connection(new BlockingPipeReader(stream, BufferSize), new BlockingPipeWriter(stream, BufferSize),
            static () => { }));
    }

    /// <summary>The bytes in pieces of a length; in one for 0.</summary>
    internal static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> bytes, int piece)
    {
        if (piece == 0 || bytes.Length <= piece) return new ReadOnlySequence<byte>(bytes);
        var first = new Segment(bytes[..piece], 0);
        Segment last = first;
        for (int at = piece; at < bytes.Length; at += piece) last = last.Append(bytes.Slice(at, Math.Min(piece, bytes.Length - at)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>A frame around a body.</summary>
    internal static Frame FrameOf(in ReadOnlySequence<byte> body, ulong correlation = 0) =>
        new(new FrameHeader((uint)body.Length, 0, 0, correlation), body);

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        internal Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
