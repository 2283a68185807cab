namespace Cluster.Fuzzing.Targets;

/// <summary>Bytes as a connection delivers them: never more than a few at once, and then the end.</summary>
/// <param name="bytes">All of them.</param>
/// <param name="piece">Most at once.</param>
/// <param name="sent">Gets what is sent; null if that is of no interest.</param>
internal sealed class PiecewiseStream(ReadOnlyMemory<byte> bytes, int piece, Stream? sent = null) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, piece), bytes.Length - _position);
        bytes.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => sent?.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => sent?.Write(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
