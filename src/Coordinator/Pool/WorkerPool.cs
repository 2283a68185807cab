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
///                            └ WorkerSupervisor: lost or recycled → replaced
/// </code>
/// One job at a time. Any thread. Disposing it asks the workers to end and kills those that do not; no process is left either way.
/// </remarks>
internal sealed class WorkerPool : IFrameSink, IAsyncDisposable
{
    private readonly ILogger _log;
    private readonly WorkerSupervisor _supervisor;

    private WorkerPool(PoolOptions options, WorkerProgram program, ILogger log)
    {
        (Options, _log) = (options, log);
        _supervisor = new WorkerSupervisor(options, program, this, log);
    }

    internal PoolOptions Options { get; }

    /// <summary>From the start of the first process to the last handshake.</summary>
    internal TimeSpan SpawnTime { get; private set; }

    /// <summary>How the start went of each worker that is connected now and stays.</summary>
    internal IReadOnlyList<StartStamps> Starts => [.. _supervisor.Workers.Select(static link => link.Stamps)];

    /// <summary>Workers lost so far.</summary>
    internal int WorkersLost => _supervisor.WorkersLost;

    /// <summary>Why the pool cannot go on; null as long as it can.</summary>
    internal FaultInfo? Broken => _supervisor.Broken;

    /// <summary>Process ids of the workers that are connected now and stay.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _supervisor.Workers.Select(static link => link.ProcessId)];

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
            if (!options.OnDemand) await pool._supervisor.StartAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await pool.AbortAsync().ConfigureAwait(false);
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
    /// <param name="traced">Whether workers record what they do when.</param>
    internal PoolJob Open(OpenJob message, InlineData? inline, MappedCounters? counters = null, bool traced = false)
    {
        if (_supervisor.Job is not null) throw new InvalidOperationException("a job is open already");
        var job = new PoolJob(this, message, inline, counters, traced);
        _supervisor.Job = job;
        foreach (WorkerLink link in _supervisor.Workers) job.Join(link);
        return job;
    }

    internal void Close(PoolJob job)
    {
        if (_supervisor.Job == job) _supervisor.Job = null;
    }

    /// <inheritdoc cref="WorkerSupervisor.StartMissing"/>
    internal void StartMissing() => _supervisor.StartMissing();

    /// <inheritdoc cref="WorkerSupervisor.NoteProgress"/>
    internal void NoteProgress() => _supervisor.NoteProgress();

    /// <summary>Kills every worker at once, whatever it does.</summary>
    internal async Task AbortAsync() => await _supervisor.AbortAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync() => await _supervisor.DisposeAsync().ConfigureAwait(false);

    void IFrameSink.Receive(WorkerLink link, in Frame frame) => _supervisor.Job?.Receive(link, frame);

    void IFrameSink.Drained(WorkerLink link) => _supervisor.Job?.Drained(link);

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
