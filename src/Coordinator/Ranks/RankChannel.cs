using System.Diagnostics;
using Cluster.Interop;
using Cluster.Memory;

namespace Cluster.Coordinator.Ranks;

/// <summary>This rank's connection to the others: sends, and hands what arrives to whoever listens.</summary>
/// <remarks>
/// <code>
///   caller   Send ──────────────────────┐
///   caller   UntilAsync: looks, 200 µs ─┼─ gate ─→ communicator;  what arrives → listener, under the gate
///   watch    looks, ever less often ────┘
/// </code>
/// MPI has nothing to wait for: one has to look. A caller looks for as long as an answer between neighbours takes and leaves longer waits to a thread of the
/// channel's own, which pauses for a sixteenth of what it has waited: late by 3 % at most, and next to nothing of a core that a worker needs. When nobody waits it
/// looks every few milliseconds, because a rank that fails says so at any time.
/// </remarks>
internal sealed class RankChannel : IDisposable
{
    // Two ranks of one machine that end their parts together are apart by what the chunks differ, tens of microseconds (2 cores, 2026-11-21).
    private static readonly long LookLimit = Stopwatch.Frequency / 5_000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan CalmPause = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly ICommunicator _ranks;
    private readonly Thread _watch;
    private readonly int _parent = LinuxProcess.ParentId();
    private Action<RankMessage> _listener;
    private Func<bool>? _condition;
    private TaskCompletionSource? _waiter;
    private Exception? _failure;
    private CancellationToken _giveUp;
    private long _waitingSince;
    private int _bell;
    private volatile bool _stopped;

    /// <param name="ranks">Nobody else's from now on.</param>
    /// <param name="listener">Gets every message, under the gate; from any thread, one at a time.</param>
    internal RankChannel(ICommunicator ranks, Action<RankMessage> listener)
    {
        (_ranks, _listener) = (ranks, listener);
        _watch = new Thread(Watch) { IsBackground = true, Name = "ranks" };
        _watch.Start();
    }

    internal int Rank => _ranks.Rank;

    internal int Size => _ranks.Size;

    /// <summary>Called once, from the channel's thread, when the launcher or the connection is lost.</summary>
    internal Action<Exception>? Lost { get; set; }

    /// <summary>Ends transfers that wait for a rank that does not take them.</summary>
    internal void GiveUpOn(CancellationToken token) => _giveUp = token;

    /// <summary>Another one gets what arrives.</summary>
    internal void Listen(Action<RankMessage> listener)
    {
        lock (_gate) _listener = listener;
    }

    internal int Send(int to, RankMessageKind kind, Action<BinaryWriter>? write = null)
    {
        byte[] message = RankMessage.Compose(kind, Rank, write);
        Send(to, message);
        return message.Length;
    }

    /// <summary>As <see cref="Send(int, RankMessageKind, Action{BinaryWriter}?)"/>, to all others. For rank 0.</summary>
    internal void SendToAll(RankMessageKind kind, Action<BinaryWriter>? write = null)
    {
        byte[] message = RankMessage.Compose(kind, Rank, write);
        for (int to = 1; to < Size; to++) Send(to, message);
    }

    /// <summary>A message that was composed before.</summary>
    internal void Send(int to, byte[] message)
    {
        lock (_gate) _ranks.Send(to, message, Pause);
    }

    /// <summary>A message and the bulk behind it, with nothing of this rank between them.</summary>
    internal void Send(int to, byte[] message, IEnumerable<MemoryRange> bulk)
    {
        lock (_gate)
        {
            _ranks.Send(to, message, Pause);
            foreach (MemoryRange bytes in bulk) _ranks.SendBulk(to, bytes, Pause);
        }
    }

    /// <summary>Does something that the listener does, too.</summary>
    internal T Locked<T>(Func<T> step)
    {
        lock (_gate) return step();
    }

    /// <summary>For the listener, that has been told of bulk.</summary>
    internal void ReceiveBulk(int from, MemoryRange bytes) => _ranks.ReceiveBulk(from, bytes, Pause);

    /// <summary>Waits until what has arrived makes a condition true. One caller at a time.</summary>
    /// <param name="condition">Asked under the gate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async ValueTask UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        var spin = default(SpinWait);
        do
        {
            if (Look(condition)) return;
            cancellationToken.ThrowIfCancellationRequested();
            spin.SpinOnce(sleep1Threshold: -1);
        }
        while (Stopwatch.GetTimestamp() - begin < LookLimit);

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) (_condition, _waiter, _waitingSince) = (condition, waiter, begin);
        Ring();
        using (cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken))) await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Waits until all ranks have come here.</summary>
    internal void Finish()
    {
        Stop();
        _ranks.Finish();
    }

    internal void Abort(int exitCode) => _ranks.Abort(exitCode);

    public void Dispose()
    {
        Stop();
        _ranks.Dispose();
    }

    private void Stop()
    {
        if (_stopped) return;
        _stopped = true;
        Ring();
        _watch.Join();
    }

    private bool Look(Func<bool> condition)
    {
        lock (_gate)
        {
            if (_failure is not null) throw _failure;
            while (_ranks.TryReceive() is { } message) _listener(RankMessage.Parse(message));
            return condition();
        }
    }

    private void Watch()
    {
        while (!_stopped)
        {
            int bell = Volatile.Read(ref _bell);
            TimeSpan pause = CalmPause;
            try
            {
                RequireLauncher();
                pause = LookOnce();
            }
            catch (Exception ex)
            {
                Fail(ex);
                return;
            }

            LinuxFutex.Wait(ref _bell, bell, pause);
        }
    }

    // Not the connection: whoever started this process is the one who would end it, and would tidy up.
    private void RequireLauncher()
    {
        if (LinuxProcess.ParentId() == _parent) return;
        LauncherRemains.Remove();
        throw new RanksException("ranks: mpirun is gone, and so are the other ranks (start the run again)", exitCode: 4);
    }

    // How long to pause.
    private TimeSpan LookOnce()
    {
        lock (_gate)
        {
            if (!Look(_condition ?? (static () => false)))
            {
                if (_waiter is null) return CalmPause;
                TimeSpan waited = Stopwatch.GetElapsedTime(_waitingSince);
                TimeSpan longest = waited > TimeSpan.FromSeconds(1) ? CalmPause : LongestPause;
                return TimeSpan.FromTicks(Math.Clamp(waited.Ticks / 16, ShortestPause.Ticks, longest.Ticks));
            }

            _waiter!.TrySetResult();
            (_waiter, _condition) = (null, null);
            return CalmPause;
        }
    }

    private void Fail(Exception ex)
    {
        lock (_gate)
        {
            _failure ??= ex;
            _waiter?.TrySetException(ex);
            (_waiter, _condition) = (null, null);
        }

        Lost?.Invoke(ex);
    }

    private void Ring()
    {
        Interlocked.Increment(ref _bell);
        LinuxFutex.Wake(ref _bell, 1);
    }

    // A transfer that has to wait for the other side.
    private void Pause()
    {
        _giveUp.ThrowIfCancellationRequested();
        Thread.Yield();
    }
}
