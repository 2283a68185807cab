using Cluster.Protocol;
using Cluster.TestKit.Crashes;

namespace Cluster.FaultyWorker;

/// <summary>A worker's end of its connection that stops at the byte that the plan names.</summary>
/// <remarks>
/// One thread reads while another writes, as of any connection. As long as the point is ahead, reads and writes are cut at the places of interest; what is read
/// after that is handed on as it comes.
/// </remarks>
internal sealed class FaultyStream(Stream inner, FaultTraffic traffic, FaultTrigger trigger) : Stream
{
    private const int GarbageSize = 4096;

    private readonly FramePosition _received = new();
    private readonly FramePosition _sent = new();
    private volatile bool _answered;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (!trigger.IsArmed) return inner.Read(buffer);
        int read = inner.Read(buffer[..(int)Math.Min(buffer.Length, _received.ToNext)]);
        if (read == 0) return 0;
        _received.Advance(buffer[..read]);
        if (_answered) trigger.Reach(FaultPoint.Ack);
        if (_received.IsEnd) trigger.Reach(FaultPoint.HelloAck);
        if (_received.IsEnd && _received.Kind == MessageKind.AttachRings) trigger.Reach(FaultPoint.RingsOffered);
        if (_received.IsEnd && _received.Kind == MessageKind.Goodbye) trigger.Reach(FaultPoint.Shutdown);
        if (_received.IsHalfHeader && _received.Kind == traffic.Received) trigger.Reach(FaultPoint.RecvHeader);
        if (_received.IsHalf && _received.Kind == traffic.Received) trigger.Reach(FaultPoint.RecvHalf);
        if (_received.IsEnd && _received.Kind == traffic.Received) trigger.Reach(FaultPoint.Decode);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        trigger.Reach(FaultPoint.Hello);
        while (!buffer.IsEmpty && trigger.IsArmed)
        {
            ReadOnlySpan<byte> piece = buffer[..(int)Math.Min(buffer.Length, _sent.ToNext)];
            inner.Write(piece);
            _sent.Advance(piece);
            buffer = buffer[piece.Length..];
            if (_sent.Kind == MessageKind.RingsAttached && _sent.IsHalf) trigger.Reach(FaultPoint.RingsHalf);
            if (_sent.Kind == traffic.Sent && _sent.IsHalfHeader) trigger.Reach(FaultPoint.SendHeader);
            if (_sent.Kind == traffic.Sent && _sent.IsHalf) trigger.Reach(FaultPoint.SendHalf);
            if (_sent.Kind != traffic.Answer || !_sent.IsEnd) continue;
            trigger.Reach(FaultPoint.Sent);
            _answered = true;
        }

        inner.Write(buffer);
    }

    /// <summary>Sends bytes that are no frame; within a body as many as leave it unfinished, because there they would pass for data.</summary>
    internal void WriteGarbage()
    {
        byte[] garbage = [.. Enumerable.Range(0, GarbageSize).Select(static i => (byte)(255 - (i % 32)))];
        inner.Write(garbage, 0, _sent.IsHalf ? (int)Math.Min(GarbageSize, _sent.Missing - 1) : GarbageSize);
    }

    /// <summary>Nothing is held back here.</summary>
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
