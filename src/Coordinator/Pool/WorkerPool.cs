using System.Diagnostics;
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
///                            ├ lost     → replaced, up to a limit
///                            └ recycled → replaced, by choice only when there is a batch for it
/// </code>
/// One job at a time. Any thread. A place is free again once its process was waited for, so there are never more than there are places. Disposing
/// the pool asks the workers to end and kills those that do not; no process is left either way. Its lock is taken before the job's, never inside.
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
    private readonly Dictionary<int, Task> _starting = [];
    private readonly HashSet<int> _givenUp = [];
    private readonly CancellationTokenSource _ending = new();
    private PoolJob? _job;
    private int _fruitless;
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

    /// <summary>Process ids of the workers that are connected now and stay.</summary>
    internal IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate) return [.. _links.OfType<WorkerLink>().Where(static link => !link.IsRetiring).Select(static link => link.ProcessId)];
        }
    }

    /// <summary>Starts the workers and waits until all of them are ready; of a pool on demand, none.</summary>
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
            if (!options.OnDemand) await pool.LaunchAsync([.. Enumerable.Range(0, options.Workers)], cancellationToken).ConfigureAwait(false);
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
    internal PoolJob Open(OpenJob message, InlineData? inline)
    {
        var job = new PoolJob(this, message, inline);
        List<WorkerLink> links;
        lock (_gate)
        {
            if (_job is not null) throw new InvalidOperationException("a job is open already");
            _job = job;
            links = [.. _links.OfType<WorkerLink>().Where(static link => !link.IsRetiring)];
        }

        foreach (WorkerLink link in links) job.Join(link);
        return job;
    }

    /// <summary>Starts a worker in every free place that there is a batch for. Where workers are kept up no place is free for long.</summary>
    internal void StartMissing()
    {
        if (!Options.OnDemand) return;
        for (int id = 0; id < _links.Length; id++) StartIfFree(id);
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
        lock (_gate)
        {
            if (_disposed) return;
            job = _job;
        }

        bool recycled = link.IsRetiring && job?.Release(link) != false;
        bool replace = true;
        lock (_gate)
        {
            if (!recycled)
            {
                WorkersLost++;
                replace = ++_fruitless <= MaxFruitlessStarts;
            }
        }

        if (recycled)
        {
            _log.WorkerRecycled(link.Id, link.ProcessId);
        }
        else
        {
            _log.WorkerLost(fault.Message);
            job?.Lost(link, fault);
        }

        // Not before: whoever takes the place must find nothing of this worker there.
        lock (_gate)
        {
            if (_links[link.Id] == link) _links[link.Id] = null;
        }

        if (!replace) GiveUp(link.Id, fault);
        else if (Options.OnDemand) StartMissing();
        else StartIfFree(link.Id);
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

    private void StartIfFree(int id)
    {
        lock (_gate)
        {
            if (_disposed || _links[id] is not null || _starting.ContainsKey(id) || _givenUp.Contains(id)) return;
            if (Options.OnDemand && _job?.TryReserve(id) != true) return;
            // Elsewhere: the start begins by making files and sockets.
            _starting.Add(id, Task.Run(() => StartAsync(id)));
        }
    }

    // Until a worker is in its place, or the place is given up.
    private async Task StartAsync(int id)
    {
        FaultInfo? failure;
        while ((failure = await TryStartAsync(id).ConfigureAwait(false)) is not null)
        {
            lock (_gate)
            {
                if (_disposed) return;
                if (++_fruitless <= MaxFruitlessStarts) continue;
                _starting.Remove(id);
            }

            GiveUp(id, failure);
            return;
        }
    }

    // Null when it has begun to work, or was lost since: then its link has told us, or is about to.
    private async Task<FaultInfo?> TryStartAsync(int id)
    {
        try
        {
            await Task.Delay(Backoff[Math.Clamp(_fruitless - 1, 0, Backoff.Length - 1)], _ending.Token).ConfigureAwait(false);
            WorkerLink started = (await LaunchAsync([id], _ending.Token).ConfigureAwait(false))[0];
            PoolJob? job;
            lock (_gate)
            {
                _starting.Remove(id);
                job = _job;
            }

            if (!Options.OnDemand) _log.WorkerReplaced(id, started.ProcessId);
            job?.Join(started);
            // Lost before the place was marked as free: nobody else starts another.
            if (started.IsGone) StartIfFree(id);
            return null;
        }
        catch (Exception ex)
        {
            var failure = (ex as FaultException)?.Fault ?? new FaultInfo(FaultCode.StartFailed, ex.Message);
            if (!_ending.IsCancellationRequested) _log.WorkerNotReplaced(id, failure.Message);
            return failure;
        }
    }

    // Without this place as long as there is another, and altogether otherwise.
    private void GiveUp(int id, FaultInfo fault)
    {
        PoolJob? job;
        lock (_gate)
        {
            _givenUp.Add(id);
            job = _job;
        }

        job?.Abandon(id);
        StartMissing();
        lock (_gate)
        {
            if (_starting.Count > 0 || _links.Any(static link => link is not null)) return;
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
        List<Task> starts;
        lock (_gate)
        {
            _disposed = true;
            links = [.. _everStarted];
            starts = [.. _starting.Values];
        }

        // Either, not both: a goodbye waits behind data that a worker may never read. One that is not connected yet cannot be asked.
        foreach (WorkerLink link in links)
        {
            if (kill || !link.Ready.IsCompleted) link.Kill();
            else link.Leave();
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(starts).ConfigureAwait(false);
        // With those that were begun since, and killed for it.
        lock (_gate) links = [.. _everStarted];
        Task all = Task.WhenAll(links.Select(link => link.Ended));
        if (await Task.WhenAny(all, Task.Delay(Options.StopLimit)).ConfigureAwait(false) != all)
            foreach (WorkerLink link in links) link.Kill();
        await all.ConfigureAwait(false);
    }
}
