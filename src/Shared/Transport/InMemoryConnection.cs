using System.IO.Pipelines;

namespace Cluster.Transport;

/// <summary>Two connected ends inside one process: the contract of <see cref="Connection"/> without a kernel.</summary>
internal static class InMemoryConnection
{
    public static (Connection Left, Connection Right) CreatePair()
    {
        // Like a socket buffer, the pipe lets a writer run ahead only so far.
        // Whoever waits is a thread of its own; waking it directly leaves the thread pool, which may be busy, out of it.
        var options = new PipeOptions(
            readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline,
            pauseWriterThreshold: 256 << 10, resumeWriterThreshold: 128 << 10, useSynchronizationContext: false);
        var toRight = new Way(new Pipe(options));
        var toLeft = new Way(new Pipe(options));
        return (End(toLeft, toRight), End(toRight, toLeft));
    }

    private static Connection End(Way input, Way output) => new(new Reader(input), new Writer(output), () =>
    {
        output.StopWriting();
        input.StopReading();
    });

    /// <summary>One direction. Each side is ended by whoever owns it, from any thread, while the other may be blocked in it.</summary>
    /// <remarks>The reader is never completed: that would take the memory away from a thread that is still parsing.</remarks>
    private sealed class Way(Pipe pipe)
    {
        private readonly Lock _writing = new();
        private volatile bool _readerGone;
        private volatile bool _writerGone;

        internal Pipe Pipe => pipe;

        internal bool ReaderGone => _readerGone;

        internal bool WriterGone => _writerGone;

        internal void StopReading()
        {
            _readerGone = true;
            pipe.Reader.CancelPendingRead();
            pipe.Writer.CancelPendingFlush();
        }

        internal void StopWriting()
        {
            lock (_writing)
            {
                _writerGone = true;
                // Completing does not wake a flush that waits for the reader.
                pipe.Writer.CancelPendingFlush();
                pipe.Writer.Complete();
            }
        }

        /// <summary>Calls the pipe's writer, which does not expect to be completed meanwhile.</summary>
        internal T Write<T>(int argument, Func<PipeWriter, int, T> call)
            where T : allows ref struct
        {
            lock (_writing)
            {
                ObjectDisposedException.ThrowIf(_writerGone, typeof(Connection));
                return call(pipe.Writer, argument);
            }
        }
    }

    private sealed class Reader(Way way) : PipeReader
    {
        private readonly PipeReader _inner = way.Pipe.Reader;

        public override bool TryRead(out ReadResult result)
        {
            ObjectDisposedException.ThrowIf(way.ReaderGone, typeof(Connection));
            return _inner.TryRead(out result);
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            ObjectDisposedException.ThrowIf(way.ReaderGone, typeof(Connection));
            ReadResult result = await _inner.ReadAsync(cancellationToken).ConfigureAwait(false);
            ObjectDisposedException.ThrowIf(way.ReaderGone, typeof(Connection));
            return result;
        }

        public override void AdvanceTo(SequencePosition consumed) => _inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => _inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => way.StopReading();
    }

    private sealed class Writer(Way way) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => way.Write(0, static (writer, _) => writer.UnflushedBytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => way.Write(sizeHint, static (writer, size) => writer.GetMemory(size));

        public override Span<byte> GetSpan(int sizeHint = 0) => way.Write(sizeHint, static (writer, size) => writer.GetSpan(size));

        public override void Advance(int bytes) => way.Write(bytes, static (writer, count) =>
        {
            writer.Advance(count);
            return true;
        });

        public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (way.Write(0, static (writer, _) => writer.UnflushedBytes) == 0) return default;
            ThrowIfBroken();
            FlushResult result = await way.Write(0, (writer, _) => writer.FlushAsync(cancellationToken)).ConfigureAwait(false);
            // A close that came after the bytes were taken does not take them back.
            if (result.IsCanceled) ThrowIfBroken();
            return result;
        }

        public override void CancelPendingFlush() => way.Pipe.Writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => way.StopWriting();

        private void ThrowIfBroken()
        {
            ObjectDisposedException.ThrowIf(way.WriterGone, typeof(Connection));
            if (way.ReaderGone) throw new IOException("the peer has closed the connection");
        }
    }
}
