using System.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Microsoft.Extensions.Logging;

namespace Cluster.Processes;

/// <summary>A set of worker processes, and what they work on.</summary>
/// <remarks>
/// <code>
///              ┌ WorkerLink 0: process, connection, thread ┐
///   IPoolWork ─┼ WorkerLink 1 …                            ┼─→ frames → IPoolWork
///              └ …                                         ┘
///                 └ WorkerSupervisor: lost or recycled → replaced
/// </code>
/// One work at a time. Any thread. Disposing it asks the workers to end and kills those that do not; no process is left either way.
/// </remarks>
internal sealed class WorkerPool : IFrameSink, IAsyncDisposable
{
    private readonly ILogger _log;
    private readonly WorkerSupervisor _supervisor;

    private int _works = -1;

    private WorkerPool(PoolOptions options, WorkerProgram program, ILogger log)
    {
        (Options, _log) = (options, log);
        _supervisor = new WorkerSupervisor(options, program, this, log);
    }

    internal PoolOptions Options { get; }

    /// <summary>Workers that the limits of the system leave room for; at most as many as were wanted.</summary>
    internal int Capacity { get; private set; }

    /// <summary>From the start of the first process to the last handshake.</summary>
    internal TimeSpan SpawnTime { get; private set; }

    /// <summary>How the start went of each worker that is connected now and stays.</summary>
    internal IReadOnlyList<StartStamps> Starts => [.. _supervisor.Workers.Select(static link => link.Stamps)];

    /// <summary>Workers lost so far.</summary>
    internal int WorkersLost => _supervisor.WorkersLost;

    /// <summary>
    /// Whether frames go through rings, to all workers that are connected now and stay; where there are none, whether they are offered
    /// any.
    /// </summary>
    internal bool UsesRings => Options.Rings is not null && _supervisor.Workers.All(static link => link.HasRings);

    /// <summary>Why the pool cannot go on; null as long as it can.</summary>
    internal FaultInfo? Broken => _supervisor.Broken;

    /// <summary>Process ids of the workers that are connected now and stay.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _supervisor.Workers.Select(static link => link.ProcessId)];

    /// <summary>The same with the places that they have.</summary>
    internal IReadOnlyList<(int Place, int ProcessId)> Staff => [.. _supervisor.Workers.Select(static link => (link.Id, link.ProcessId))];

    /// <summary>Starts the workers and waits until they are ready, of a pool on demand, none. Where the system lets only some of them start, those are the pool.</summary>
    /// <exception cref="FaultException">No worker became ready; none is left.</exception>
    internal static Task<WorkerPool> StartAsync(PoolOptions options, ILogger log, CancellationToken cancellationToken) =>
        StartAsync(options, options.Program ?? WorkerProgram.Find(), log, cancellationToken);

    /// <summary>As above, with another program in the place of the worker's.</summary>
    internal static async Task<WorkerPool> StartAsync(PoolOptions options, WorkerProgram program, ILogger log, CancellationToken cancellationToken)
    {
        // What cannot be is said once, and not by each worker.
        _ = options.Rings;
        var pool = new WorkerPool(options, program, log);
        long begin = Stopwatch.GetTimestamp();
        try
        {
            pool.Capacity = pool._supervisor.FitToLimits();
            if (!options.OnDemand || options.StartsAll) await pool._supervisor.StartAllAsync(pool.Capacity, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await pool.AbortAsync().ConfigureAwait(false);
            throw;
        }

        pool.SpawnTime = Stopwatch.GetElapsedTime(begin);
        pool._supervisor.Watch();
        // What coordinators left that were killed during a start; nobody waits for it.
        _ = Task.Run(pool.SweepLeftovers, CancellationToken.None);
        return pool;
    }

    /// <summary>A number for something to work on, from 0 on: workers say it with what they have to say of that.</summary>
    internal ulong NextNumber() => (ulong)Interlocked.Increment(ref _works);

    /// <summary>Gives the workers something to do: those that are there join it now, and others when they come.</summary>
    internal void Begin(IPoolWork work)
    {
        if (_supervisor.Work is not null) throw new InvalidOperationException("the workers have something to do already");
        _supervisor.Work = work;
        foreach (int id in _supervisor.GivenUp) work.Abandon(id);
        foreach (WorkerLink link in _supervisor.Workers) work.Join(link);
    }

    /// <summary>It is over, and whatever the workers still send for it is dropped.</summary>
    internal void End(IPoolWork work)
    {
        if (_supervisor.Work == work) _supervisor.Work = null;
    }

    /// <inheritdoc cref="WorkerSupervisor.RunningSince"/>
    internal long RunningSince(long now) => _supervisor.RunningSince(now);

    /// <inheritdoc cref="WorkerSupervisor.StartMissing"/>
    internal void StartMissing() => _supervisor.StartMissing();

    /// <inheritdoc cref="WorkerSupervisor.NoteProgress"/>
    internal void NoteProgress() => _supervisor.NoteProgress();

    /// <summary>Kills every worker at once, whatever it does.</summary>
    internal async Task AbortAsync() => await _supervisor.AbortAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync() => await _supervisor.DisposeAsync().ConfigureAwait(false);

    void IFrameSink.Receive(WorkerLink link, in Frame frame) => _supervisor.Work?.Receive(link, frame);

    void IFrameSink.Drained(WorkerLink link) => _supervisor.Work?.Drained(link);

    void IFrameSink.Lost(WorkerLink link, FaultInfo fault) => _supervisor.Lost(link, fault);

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
}
