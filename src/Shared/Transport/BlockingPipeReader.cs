using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;

namespace Cluster.Transport;

/// <summary>Reads a stream on the calling thread: a read that must wait blocks, and its task is complete when it returns.</summary>
/// <remarks>
/// One caller at a time. What is buffered is always one contiguous stretch, so parsers take their single-span path. Worker sessions and the
/// coordinator's links each have a thread of their own, and a blocking receive on a local socket costs a fraction of an asynchronous one
/// (no event loop between the kernel and the waiter).
/// <code>
///  _buffer:  | consumed | examined, kept | not yet examined | free |
///            0        _start         _examined            _end
/// </code>
/// </remarks>
internal sealed class BlockingPipeReader(Stream stream, int bufferSize) : PipeReader, IBulkReader
{
    private byte[] _buffer = new byte[bufferSize];
    private int _start;
    private int _examined;
    private int _end;
    private bool _ended;
    private bool _completed;

    /// <summary>Looks before it blocks; null to block at once. Set by the thread that reads, or before it begins.</summary>
    internal BriefPoll? Poll { get; set; }

    public override bool TryRead(out ReadResult result)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        bool news = _end > _examined || _ended;
        result = news ? Result() : default;
        return news;
    }

    /// <summary>What is here and was not taken; valid until the next read.</summary>
    internal ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether the stream has ended; what it had is here.</summary>
    internal bool HasEnded => _ended;

    /// <summary>Takes a part of what is buffered, and what stands before it.</summary>
    /// <param name="before">Bytes that are passed over.</param>
    /// <param name="length">Bytes of the result, which is valid until the next read.</param>
    internal ReadOnlySequence<byte> Take(int before, int length)
    {
        var taken = new ReadOnlySequence<byte>(_buffer, _start + before, length);
        _start += before + length;
        if (_examined < _start) _examined = _start;
        return taken;
    }

    /// <summary>Whether something is here that was not when this was asked last.</summary>
    internal bool HasNewPart()
    {
        if (_end == _examined) return false;
        _examined = _end;
        return true;
    }

    /// <summary>Waits for more, or the end.</summary>
    internal void ReadMore()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        MakeRoom();
        Fill();
    }

    /// <summary>Takes what has come without waiting, for a stream that can be asked so. False if that is nothing.</summary>
    internal bool TryReadHere()
    {
        MakeRoom();
        int read = ((IParkingStream)stream).TryRead(_buffer.AsSpan(_end));
        if (read < 0) return false;
        if (read == 0) _ended = true;
        _end += read;
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryRead(out ReadResult result)) return new ValueTask<ReadResult>(result);
        ReadMore();
        return new ValueTask<ReadResult>(Result());
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // A sequence over one array numbers its positions by the array's own index.
        _start = consumed.GetInteger();
        _examined = Math.Max(examined.GetInteger(), _start);
    }

    public void ReadExactly(Span<byte> destination)
    {
        int buffered = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(destination);
        _start += buffered;
        _examined = Math.Max(_examined, _start);
        stream.ReadExactly(destination[buffered..]);
    }

    /// <summary>Not supported: a blocked read ends when the connection is disposed.</summary>
    public override void CancelPendingRead() => throw new NotSupportedException("dispose the connection to end a blocking read");

    public override void Complete(Exception? exception = null) => _completed = true;

    private ReadResult Result() => new(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled: false, isCompleted: _ended);

    private void Fill()
    {
        long begin = Poll is null ? 0 : Stopwatch.GetTimestamp();
        Poll?.Wait(begin);
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        Poll?.Note(begin);
        if (read == 0) _ended = true;
        _end += read;
    }

    private void MakeRoom()
    {
        int kept = _end - _start;
        if (kept == 0)
        {
            (_start, _examined, _end) = (0, 0, 0);
            return;
        }

        if (_end < _buffer.Length) return;
        // Grow only when a whole buffer is not enough for what the caller still wants; the frame limit bounds that.
        byte[] target = kept > _buffer.Length / 2 ? new byte[Math.Min(Array.MaxLength, 2L * _buffer.Length)] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, kept);
        (_buffer, _start, _examined, _end) = (target, 0, _examined - _start, kept);
    }
}
