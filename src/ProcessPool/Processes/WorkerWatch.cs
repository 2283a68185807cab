using System.Diagnostics;

namespace Cluster.Processes;

/// <summary>Looks at the workers of a pool from time to time, whatever they work on: whether they still beat, and whether their work has limits that they are past.</summary>
/// <remarks>
/// A thread of its own: one of the thread pool's comes late where the user's code has taken them all, and that would look like a pause. A process that was
/// stopped itself, by a debugger, Ctrl-Z or the sleep of a laptop, has seen no beats and blames nobody for it.
/// </remarks>
internal sealed class WorkerWatch : IDisposable
{
    // Ten looks missed in a row are no busy machine.
    private const int MissedLooks = 10;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private readonly ManualResetEventSlim _ending = new();
    private readonly TimeSpan _interval;
    private readonly TimeSpan? _heartbeatLimit;
    private readonly Func<IReadOnlyList<WorkerLink>> _workers;
    private readonly Func<IPoolWork?> _work;
    private readonly Pauses _pauses;
    private Thread? _thread;

    /// <param name="options">Say what the limits are.</param>
    /// <param name="workers">Those that are connected.</param>
    /// <param name="work">What they work on.</param>
    internal WorkerWatch(PoolOptions options, Func<IReadOnlyList<WorkerLink>> workers, Func<IPoolWork?> work)
    {
        (_interval, _heartbeatLimit, _workers, _work) = (options.WatchInterval, options.HeartbeatLimit, workers, work);
        TimeSpan gap = MissedLooks * _interval;
        _pauses = new Pauses(gap > Shortest ? gap : Shortest, Stopwatch.GetTimestamp());
    }

    /// <inheritdoc cref="Pauses.RunningSince"/>
    internal long RunningSince(long now) => _thread is null ? 0 : _pauses.RunningSince(now);

    /// <summary>Begins to look.</summary>
    internal void Start()
    {
        _thread = new Thread(Run, maxStackSize: 256 << 10) { IsBackground = true, Name = "worker watch" };
        _pauses.Tick(Stopwatch.GetTimestamp());
        _thread.Start();
    }

    /// <summary>Looks no more, from now on.</summary>
    public void Dispose()
    {
        _ending.Set();
        // A look may be what disposes this.
        if (_thread is { } thread && thread != Thread.CurrentThread) thread.Join();
        _ending.Dispose();
    }

    private void Run()
    {
        while (!_ending.Wait(_interval)) Look(Stopwatch.GetTimestamp());
    }

    private void Look(long now)
    {
        _pauses.Tick(now);
        long runningSince = _pauses.RunningSince(now);
        foreach (WorkerLink link in _workers())
        {
            TimeSpan silence = link.Pulse.Silence(link.Status.Beats, runningSince, now);
            if (silence > _heartbeatLimit) link.Kill($"did not beat for {silence.TotalSeconds:0} s (it was stopped, or got no processor) and was ended");
            long inside = link.Channel.InsideFrameSince;
            if (inside > 0 && Stopwatch.GetElapsedTime(Math.Max(inside, runningSince), now) > _heartbeatLimit)
                link.Kill($"sent part of a message and no more for {_heartbeatLimit!.Value.TotalSeconds:0} s and was ended");
        }

        _work()?.Look(now, runningSince);
    }
}
