using System.Diagnostics;
using Cluster.Coordinator.Pool;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Interop;
using Cluster.OwnJobs;
using Cluster.Processes;
using Cluster.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Execution;

/// <summary>Worker processes: modes <see cref="ExecutionMode.Pipe"/> and <see cref="ExecutionMode.Shared"/>, which differ in what a worker is told about its input.</summary>
internal sealed class ProcessExecutor : IExecutor
{
    // A hundred times as long as it takes (2 cores, EPYC, 2026-11-21): who has not opened the job by then is busy, or hangs.
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(1);

    private readonly PreparedJob _job;
    private readonly WorkerPool _pool;
    private readonly PoolJob _open;
    private readonly StoredCounters? _counters;
    private readonly StoredBoard? _board;
    private readonly long _sharedBytes;
    private readonly bool _ownsPool;
    private Traffic _before;
    private long _startedAt;
    private TimeSpan _opening;

    private ProcessExecutor(PreparedJob job, JobArrays store, bool inline, WorkerPool pool, bool ownsPool)
    {
        _counters = StoredCounters.Create(job.Job, shareable: !inline);
        var message = new OpenJob(
            job.Definition.Name, job.Parameters, job.Plan.Total, job.Plan.Size, job.Plan.IsStrided, job.Request.Codec,
            [.. store.Inputs.Select(input => input.Binding(inline))], store.Output?.Binding(inline), job.IsResident, _counters?.Handle,
            (job.Definition as OwnJob)?.Origin);
        (_job, _pool, _ownsPool) = (job, pool, ownsPool);
        _board = StoredBoard.Create(job, inline, pool.Options);
        _sharedBytes = inline ? 0 : store.SharedBytes + (_counters?.SharedBytes ?? 0);
        _open = PoolJob.Open(pool, message, inline ? Inline(store) : null, _counters?.Here, job.Request.Trace, _board?.Use);
    }

    public TimeSpan SpawnTime => _pool.SpawnTime + _opening;

    public MappedCounters? Counters => _counters?.Here;

    /// <summary>Workers lost so far.</summary>
    public int WorkersLost => _pool.WorkersLost;

    /// <inheritdoc cref="WorkerPool.UsesRings"/>
    public bool UsesRings => _pool.UsesRings;

    /// <summary>How chunks get to the workers of this job: what was asked for, or messages where the job does not allow it.</summary>
    public HandOutChoice? HandOut => _board is null ? HandOutChoice.Messages : HandOutChoice.Self;

    /// <summary>Chunks given out again so far.</summary>
    public int Retries => _open.Retries;

    /// <summary>Starts the workers, unless they are to be started batch by batch, and opens the job on them.</summary>
    internal static async Task<ProcessExecutor> StartAsync(
        PreparedJob job, JobArrays store, bool inline, PoolOptions options, ILogger log, CancellationToken cancellationToken)
    {
        if (job.Request.Lifetime == WorkerLifetime.Task) options = options with { RecycleAfterBatches = 1, OnDemand = true };
        if (ControlGroup.MemoryLimit is { } limit && options.HeapLimit is null)
        {
            long shared = inline ? 0 : store.SharedBytes;
            options = options with { HeapLimit = HeapShare.Of(limit, shared, Environment.WorkingSet - shared, options.Workers) };
            log.HeapLimited(options.Workers, options.HeapLimit.Value, limit);
        }

        WorkerPool pool = await WorkerPool.StartAsync(options, log, cancellationToken).ConfigureAwait(false);
        var executor = new ProcessExecutor(job, store, inline, pool, ownsPool: true);
        try
        {
            // Where workers are not kept, opening the job is part of the repetition.
            if (job.Request.Lifetime == WorkerLifetime.Pool) await executor.OpenedAsync(cancellationToken).ConfigureAwait(false);
            return executor;
        }
        catch
        {
            await pool.AbortAsync().ConfigureAwait(false);
            await executor.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens the job on workers that run, and that are kept afterwards for another.</summary>
    internal static ProcessExecutor Open(PreparedJob job, JobArrays store, bool inline, WorkerPool pool) => new(job, store, inline, pool, ownsPool: false);

    public async Task RunStageAsync(int stage, long startedAt, ReadOnlyMemory<byte> state, IPartials reduction, CancellationToken cancellationToken)
    {
        if (stage == 0)
        {
            _startedAt = startedAt;
            // To open the job on workers that are new is part of the repetition.
            if (_job.Request.Lifetime == WorkerLifetime.Pool) _before = _open.Traffic;
            Counters?.Clear();
        }

        try
        {
            var message = new BeginStage(stage, startedAt, state, ClusterTelemetry.TraceParent);
            await _open.RunStageAsync(message, () => Batches(reduction), reduction, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Workers may be computing still, or be in the middle of a message: nothing of the pool can be used any more.
            await _pool.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<RepetitionAccount> AccountAsync(CancellationToken cancellationToken)
    {
        Traffic moved = _open.Traffic - _before;
        IReadOnlyList<WorkerReport> reports = await _open.ReportAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<WorkerAccount> workers = reports.GroupBy(static report => report.Id).OrderBy(static place => place.Key).Select(static place => WorkerAccount.Of([.. place]));
        if (_pool.Options.OnDemand)
        {
            // While no process is in its place, a place waits as an idle worker does.
            long wall = Stopwatch.GetTimestamp() - _startedAt;
            workers = workers.Select(worker => worker.With(Phase.Idle, Math.Max(0, wall - worker.Wall)));
        }

        var bytes = new ByteCounts(moved.Sent, moved.Received, _sharedBytes, moved.Serialized);
        return new RepetitionAccount([.. workers], bytes, _open.Batches, moved.SerializeTicks);
    }

    private async Task OpenedAsync(CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        await _open.OpenedAsync(OpeningLimit, cancellationToken).ConfigureAwait(false);
        _opening = Stopwatch.GetElapsedTime(begin);
    }

    public IReadOnlyList<ProcessMemory> WorkerMemory() => [.. _pool.ProcessIds.Select(ProcessMemory.Of)];

    public async ValueTask DisposeAsync()
    {
        _open.Dispose();
        if (_ownsPool) await _pool.DisposeAsync().ConfigureAwait(false);
        _counters?.Dispose();
        _board?.Dispose();
    }

    private IBatchSource Batches(IPartials reduction) => reduction.MissingChunks() is { } rest
        ? BatchSource.CreateForRest(_job.Request.Schedule, rest, _pool.Options.Workers, _job.Request.Batch, travels: _open.IsResident)
        : BatchSource.Create(_job.Request.Schedule, _job.Plan.Count, _pool.Options.Workers, _job.Request.Batch, _open.Residency);

    // A job without arrays has nothing to carry, and its lanes need no thread of their own.
    private static InlineData? Inline(JobArrays store)
    {
        if (store.Inputs.Count == 0 && store.Output is null) return null;
        return new InlineData([.. store.Inputs.Select(input => input.Here)], store.Output is { } output ? chunk => output.Of(chunk) : null);
    }
}
