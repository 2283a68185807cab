using System.Diagnostics;
using Cluster.Interop;
using Cluster.Transport;

namespace Cluster.Rings;

/// <summary>Two rings as a stream whose reads and writes block.</summary>
/// <remarks>
/// One thread reads while another writes. A reader that finds nothing looks for a moment, then parks and sleeps at the pipe, where the
/// peer's bell and the peer's end arrive. A writer that finds no room sleeps on a word in the ring. Disposing it ends both, and the pipe.
/// <code>
///   Write → bytes → tail → fence → reader parked? → bell      Read → bytes → head → (once in half a ring) fence → writer parked? → wake
///   Read  → nothing → look a while → parked → fence → nothing? → sleep at the pipe → bell, or the end
///   Write → no room → look a while → parked → fence → no room? → sleep on the word → wake
/// </code>
/// </remarks>
internal sealed class RingStream : Stream, IParkingStream
{
    // Large writes are published in pieces, so that the reader copies the first while the next is written.
    private const int Piece = 64 << 10;

    // About a microsecond.
    private const int FirstLooks = 200;

    // Between two looks at the clock, and two offers of the core to whoever wants it.
    private const int LooksAtOnce = 32;

    // A peer that is killed while this side waits for room wakes nobody; where nobody reads this side's connection it is found by looking.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    // A yield that takes longer has given the core to somebody who was waiting for it.
    private static readonly long YieldTicks = Stopwatch.Frequency / 100_000;

    private readonly Ring _out;
    private readonly Ring _in;
    private readonly RingProducer _producer;
    private readonly RingConsumer _consumer;
    private readonly Connection _pipe;
    private readonly Bell _bell;
    private readonly SpinPolicy _reading;
    private readonly SpinPolicy _writing;
    private readonly SpinPolicy _relieving;
    private volatile bool _closed;
    private volatile bool _ended;

    /// <param name="memory">Of both rings.</param>
    /// <param name="isWorker">Whether this is the worker's end.</param>
    /// <param name="pipe">With a bell; owned from now on.</param>
    /// <param name="spin">How long a look may take.</param>
    internal RingStream(RingMemory memory, bool isWorker, Connection pipe, TimeSpan spin)
    {
        (_out, _in) = (memory.Ring(toWorker: !isWorker), memory.Ring(toWorker: isWorker));
        (_producer, _consumer) = (new RingProducer(_out), new RingConsumer(_in));
        (_pipe, _bell) = (pipe, pipe.Bell ?? throw new ArgumentException("a pipe without a bell", nameof(pipe)));
        long ticks = (long)(spin.TotalSeconds * Stopwatch.Frequency);
        (_reading, _writing, _relieving) = (new SpinPolicy(ticks), new SpinPolicy(ticks), new SpinPolicy(ticks));
    }

    /// <summary>Asked each time before a reader looks; null to park at once. Set by the thread that reads, or before it begins.</summary>
    internal Func<bool>? MayLook { get; set; }

    public bool HasEnded => _ended;

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
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            int read = TryRead(buffer);
            if (read >= 0) return read;
            // A look believes the peer; what it has seen has to be there, or this would go round and round.
            if (Look(relieves: false) && _consumer.HasBytes) continue;
            if (_consumer.TryPark()) Sleep();
        }
    }

    public int TryRead(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        // Before the bytes: what was published before the end is read after it.
        bool ended = _ended;
        int read = TakeBytes(buffer);
        return read > 0 ? read : ended ? 0 : -1;
    }

    public bool TryPark() => !_ended && _consumer.TryPark();

    public void Sleep()
    {
        if (!_bell.Wait()) _ended = true;
    }

    public bool TryRelieve() => Interlocked.CompareExchange(ref _in.ReaderParked, 0, 1) == 1;

    public bool Look(bool relieves)
    {
        SpinPolicy policy = relieves ? _relieving : _reading;
        if (_ended || (!relieves && MayLook?.Invoke() != true) || !policy.Allows()) return false;
        // The other side is on its way in most cases where looking pays: at first not even the pause of a pause instruction is wanted.
        for (int look = 0; look < FirstLooks; look++)
            if (SeemsToHaveBytes) return Paid(policy);
        long begin = Stopwatch.GetTimestamp();
        do
        {
            for (int look = 0; look < LooksAtOnce; look++)
            {
                if (SeemsToHaveBytes) return Paid(policy);
                Thread.SpinWait(1);
            }
        }
        while (MayGoOn(policy, begin));

        return Failed(policy);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            int written = WritePiece(buffer[..Math.Min(buffer.Length, Piece)]);
            buffer = buffer[written..];
            if (written > 0 && _producer.MustRing()) _bell.Ring();
        }
    }

    /// <summary>Nothing is held back here.</summary>
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            // Ends a sleep at the pipe, on both sides; then those on the words, on both sides, who look at the pipe next.
            _pipe.Dispose();
            Wake(_out);
            Wake(_in);
        }

        base.Dispose(disposing);
    }

    // Without the consumer's own counts, which are of whoever reads; those who read check them.
    private bool SeemsToHaveBytes => Volatile.Read(ref _in.Tail) != Volatile.Read(ref _in.Head);

    private static void Wake(Ring ring)
    {
        Interlocked.Exchange(ref ring.WriterParked, 0);
        LinuxFutex.Wake(ref ring.WriterParked, 1);
        GC.KeepAlive(ring);
    }

    // 0 where it has waited for room.
    private int WritePiece(ReadOnlySpan<byte> piece)
    {
        try
        {
            int written = _producer.Write(piece);
            if (written == 0) WaitForRoom();
            return written;
        }
        catch (RingException)
        {
            // Whoever writes may not be the one who would notice that the peer is not what it should be; the reader does, by this.
            Dispose();
            throw;
        }
    }

    private int TakeBytes(Span<byte> buffer)
    {
        int read = _consumer.Read(buffer);
        if (read > 0 && _consumer.MustWake()) LinuxFutex.Wake(ref _in.WriterParked, 1);
        return read;
    }

    private bool LookForRoom()
    {
        if (!_writing.Allows()) return false;
        long begin = Stopwatch.GetTimestamp();
        do
        {
            for (int look = 0; look < LooksAtOnce; look++)
            {
                if (_producer.HasRoom) return Paid(_writing);
                Thread.SpinWait(1);
            }
        }
        while (MayGoOn(_writing, begin));

        return Failed(_writing);
    }

    private void WaitForRoom()
    {
        if (LookForRoom() || !_producer.TryPark()) return;
        LinuxFutex.Wait(ref _out.WriterParked, 1, Patience);
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_bell.HasHungUp) throw new IOException("the peer has closed the connection");
    }

    // Whoever is to answer may be waiting for this very core: it is offered, and if somebody took it, looking was wrong.
    private bool MayGoOn(SpinPolicy policy, long begin)
    {
        long before = Stopwatch.GetTimestamp();
        if (_closed || before - begin > policy.Limit) return false;
        Thread.Yield();
        return Stopwatch.GetTimestamp() - before < YieldTicks;
    }

    private static bool Paid(SpinPolicy policy)
    {
        policy.Paid();
        return true;
    }

    private static bool Failed(SpinPolicy policy)
    {
        policy.Failed();
        return false;
    }
}
