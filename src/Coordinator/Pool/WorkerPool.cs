using System.Diagnostics;
using Cluster.DataPlane.Mapped;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Pool;

/// <summary>A set of worker processes that run one job after the other.</summary>
/// <remarks>
/// <code>
///                       ┌ WorkerLink 0: process, connection, thread ┐
///   OpenJob → PoolJob ──┼ WorkerLink 1 …                            ┼─→ frames → PoolJob → reduction
///                       └ …                                         ┘
///                            └ lost → replaced, up to a limit
/// </code>
/// One job at a time. Any thread. Disposing it asks the workers to end and kills those that do not; no process is left either way.
/// </remarks>
internal sealed class WorkerPool : IFrameSink, IAsyncDisposable
{
    // Starts in a row that came to nothing before the pool gives up: the first may be chance, the fifth is not.
    private const int MaxFruitlessStarts = 5;

    private static readonly TimeSpan[] Backoff =
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)];

    private readonly Lock _gate = new();
    private readonly ILogger _log;
    private readonly WorkerLauncher _launcher;
    private readonly WorkerLink?[] _links;
    private readonly List<WorkerLink> _everStarted = [];
    private PoolJob? _job;
    private int _fruitless;
    private int _replacing;
    private bool _disposed;

    private WorkerPool(PoolOptions options, WorkerProgram program, ILogger log)
    {
        (Options, _log) = (options, log);
        _launcher = new WorkerLauncher(options, program, this);
        _links = new WorkerLink?[options.Workers];
    }

    internal PoolOptions Options { get; }

    /// <summary>From the start of the first process to the last handshake.</summary>
    internal TimeSpan SpawnTime { get; private set; }

    /// <summary>Workers lost so far.</summary>
    internal int WorkersLost { get; private set; }

    /// <summary>Why the pool cannot go on; null as long as it can.</summary>
    internal FaultInfo? Broken { get; private set; }

    /// <summary>Process ids of the workers that are connected now.</summary>
    internal IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate) return [.. _links.Where(link => link is not null).Select(link => link!.ProcessId)];
        }
    }

    /// <summary>Starts the workers and waits until all of them are ready.</summary>
    /// <exception cref="FaultException">A worker did not become ready; none is left.</exception>
    internal static Task<WorkerPool> StartAsync(PoolOptions options, ILogger log, CancellationToken cancellationToken) =>
        StartAsync(options, WorkerProgram.Find(), log, cancellationToken);

    /// <summary>As above, with another program in the place of the worker's.</summary>
    internal static async Task<WorkerPool> StartAsync(PoolOptions options, WorkerProgram program, ILogger log, CancellationToken cancellationToken)
    {
        var pool = new WorkerPool(options, program, log);
        long begin = Stopwatch.GetTimestamp();
        try
        {
            await pool.LaunchAsync([.. Enumerable.Range(0, options.Workers)], cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await pool.EndAsync(kill: true).ConfigureAwait(false);
            throw;
        }

        pool.SpawnTime = Stopwatch.GetElapsedTime(begin);
        // What coordinators left that were killed during a start; nobody waits for it.
        _ = Task.Run(pool.SweepLeftovers, CancellationToken.None);
        return pool;
    }

    /// <summary>Opens a job on every worker. Dispose it before the next one.</summary>
    /// <param name="message">What the workers are told.</param>
    /// <param name="inline">The arrays whose bytes are to travel through the connections; null where workers map them.</param>
    /// <param name="counters">The job's counters as this process sees them; null for a job that has none.</param>
    internal PoolJob Open(OpenJob message, InlineData? inline, MappedCounters? counters = null)
    {
        var job = new PoolJob(this, message, inline, counters);
        List<WorkerLink> links;
        lock (_gate)
        {
            if (_job is not null) throw new InvalidOperationException("a job is open already");
            _job = job;
            links = [.. _links.OfType<WorkerLink>()];
        }

        foreach (WorkerLink link in links) job.Join(link);
        return job;
    }

    internal void Close(PoolJob job)
    {
        lock (_gate)
            if (_job == job) _job = null;
    }

    /// <summary>A chunk was finished: whatever was lost before, starting workers makes sense.</summary>
    internal void NoteProgress() => Volatile.Write(ref _fruitless, 0);

    /// <summary>Kills every worker at once, whatever it does.</summary>
    internal async Task AbortAsync() => await EndAsync(kill: true).ConfigureAwait(false);

    public async ValueTask DisposeAsync() => await EndAsync(kill: false).ConfigureAwait(false);

    void IFrameSink.Receive(WorkerLink link, in Frame frame)
    {
        PoolJob? job;
        lock (_gate) job = _job;
        job?.Receive(link, frame);
    }

    void IFrameSink.Drained(WorkerLink link)
    {
        PoolJob? job;
        lock (_gate) job = _job;
        job?.Drained(link);
    }

    void IFrameSink.Lost(WorkerLink link, FaultInfo fault)
    {
        PoolJob? job;
        bool replace;
        lock (_gate)
        {
            if (_disposed) return;
            _links[link.Id] = null;
            WorkersLost++;
            replace = ++_fruitless <= MaxFruitlessStarts;
            if (replace) _replacing++;
            job = _job;
        }

        _log.WorkerLost(fault.Message);
        job?.Lost(link, fault);
        if (replace) _ = ReplaceAsync(link.Id);
        else GiveUp(link.Id, fault);
    }

    private void SweepLeftovers()
    {
        try
        {
            int swept = RunDirectory.Sweep();
            if (swept > 0) _log.LeftoversSwept(swept);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            _log.LeftoversNotSwept(ex.Message);
        }
    }

    private async Task ReplaceAsync(int id)
    {
        FaultInfo? failure = null;
        try
        {
            await Task.Delay(Backoff[Math.Clamp(_fruitless - 1, 0, Backoff.Length - 1)]).ConfigureAwait(false);
            IReadOnlyList<WorkerLink> started = await LaunchAsync([id], CancellationToken.None).ConfigureAwait(false);
            PoolJob? job;
            lock (_gate) job = _job;
            job?.Join(started[0]);
            _log.WorkerReplaced(id, started[0].ProcessId);
        }
        catch (Exception ex)
        {
            failure = (ex as FaultException)?.Fault ?? new FaultInfo(FaultCode.StartFailed, ex.Message);
            _log.WorkerNotReplaced(id, ex.Message);
        }

        bool again;
        lock (_gate)
        {
            _replacing--;
            again = failure is not null && !_disposed && ++_fruitless <= MaxFruitlessStarts;
            if (again) _replacing++;
        }

        if (again) await ReplaceAsync(id).ConfigureAwait(false);
        else if (failure is not null) GiveUp(id, failure);
    }

    // Without this worker as long as there is another, and altogether otherwise.
    private void GiveUp(int worker, FaultInfo fault)
    {
        PoolJob? job;
        lock (_gate) job = _job;
        job?.Abandon(worker);
        lock (_gate)
        {
            if (_replacing > 0 || _links.Any(link => link is not null)) return;
            Broken = new FaultInfo(FaultCode.PoolBroken, $"no worker is left, and {MaxFruitlessStarts} starts in a row finished nothing; the last: {fault.Message}");
        }

        job?.Fail(Broken);
    }

    private async Task<IReadOnlyList<WorkerLink>> LaunchAsync(int[] ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerLink> links = await _launcher.LaunchAsync(ids, Remember, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_disposed) throw new FaultException(FaultCode.StartFailed, "the pool was disposed while a worker started");
            foreach (WorkerLink link in links.Where(link => !link.IsGone)) _links[link.Id] = link;
        }

        return links;
    }

    // Every process that was begun is waited for in the end, whatever becomes of its start.
    private void Remember(WorkerLink link)
    {
        lock (_gate)
        {
            _everStarted.RemoveAll(ended => ended.Ended.IsCompleted);
            _everStarted.Add(link);
            if (_disposed) link.Kill();
        }
    }

    private async Task EndAsync(bool kill)
    {
        List<WorkerLink> links;
        lock (_gate)
        {
            _disposed = true;
            links = [.. _everStarted];
        }

        // Either, not both: a goodbye waits behind data that a worker may never read.
        foreach (WorkerLink link in links)
        {
            if (kill) link.Kill();
            else link.Leave();
        }

        Task all = Task.WhenAll(links.Select(link => link.Ended));
        if (await Task.WhenAny(all, Task.Delay(Options.StopLimit)).ConfigureAwait(false) != all)
            foreach (WorkerLink link in links) link.Kill();
        await all.ConfigureAwait(false);
    }
}
