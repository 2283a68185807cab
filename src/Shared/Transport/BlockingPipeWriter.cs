using System.IO.Pipelines;

namespace Cluster.Transport;

/// <summary>Writes to a stream on the calling thread; a flush returns when the kernel has taken everything.</summary>
/// <remarks>One caller at a time. See <see cref="BlockingPipeReader"/> for why it blocks.</remarks>
internal sealed class BlockingPipeWriter(Stream stream, int bufferSize) : PipeWriter, IBulkWriter
{
    private byte[] _buffer = new byte[bufferSize];
    private int _used;
    private bool _completed;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _used;

    /// <summary>As <see cref="UnflushedBytes"/>: where the next byte will be among those that are not flushed.</summary>
    internal int Used => _used;

    /// <summary>What can still be changed; valid until more is written.</summary>
    internal Span<byte> Unflushed => _buffer.AsSpan(0, _used);

    /// <summary>Forgets what was written since <see cref="Used"/> had this value.</summary>
    internal void TakeBack(int used) => _used = used;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_used);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_used);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _buffer.Length - _used);
        _used += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flush();
        return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: false));
    }

    public void WriteThrough(ReadOnlySpan<byte> source)
    {
        Flush();
        Write(source);
    }

    /// <summary>Not supported: a blocked flush ends when the connection is disposed.</summary>
    public override void CancelPendingFlush() => throw new NotSupportedException("dispose the connection to end a blocking flush");

    public override void Complete(Exception? exception = null) => _completed = true;

    /// <summary>As <see cref="FlushAsync"/>, which never waits for anything but this.</summary>
    internal void Flush()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (_used == 0) return;
        Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    // Of a write that failed nobody knows how much went: whatever was sent behind it would be read as the rest.
    private void Write(ReadOnlySpan<byte> source)
    {
        bool isWhole = false;
        try
        {
            stream.Write(source);
            isWhole = true;
        }
        finally
        {
            _completed |= !isWhole;
        }
    }

    private void MakeRoom(int sizeHint)
    {
        int wanted = Math.Max(sizeHint, 1);
        if (_buffer.Length - _used >= wanted) return;
        Array.Resize(ref _buffer, Math.Max((int)Math.Min(Array.MaxLength, 2L * _buffer.Length), checked(_used + wanted)));
    }
}
