using System.Diagnostics;
using Cluster.Coordinator.Checkpoints;
using Cluster.Coordinator.Reduction;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Jobs;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Execution;

/// <summary>One execution of one job over one input in one mode.</summary>
/// <remarks>
/// <code>
///   PreparedJob ─┐
///   JobArrays  ─┴→ IExecutor.start → [ stage → reduce → next state ] × stages × repetitions → account → RunOutcome
///                     spawn, attach      map, in parallel
/// </code>
/// Where workers are not kept, each repetition has an executor of its own, and its time begins with that one's start and ends with its end.
/// </remarks>
internal sealed class JobRun(PreparedJob job, JobArrays store, ExecutionMode mode, PoolOptions pool, ILogger log)
{
    private readonly RunTrace? _trace = job.Request.Trace ? new RunTrace(mode) : null;
    private readonly RunTelemetry _telemetry = new(job, mode);
    private readonly bool _keepsWorkers = job.KeepsWorkers(mode);
    private ProcessMemory? _coordinator;
    private IReadOnlyList<ProcessMemory> _workers = [];
    private int _workersLost;
    private int _retries;
    private bool _usedRings;
    private HandOutChoice? _handOut;

    /// <summary>Has what an earlier run had done, and gets what this one does; null for none. For one repetition.</summary>
    internal Checkpoint? Checkpoint { get; init; }

    /// <summary>Starts what computes; null for what the mode says, on this machine. For a mode that it and the caller agree on.</summary>
    internal Func<CancellationToken, Task<IExecutor>>? Starter { get; init; }

    /// <summary>Runs it from the start of its workers to their end. Once.</summary>
    /// <param name="progress">Gets the fraction of the repetitions done; null if nobody looks.</param>
    /// <param name="cancellationToken">Ends the run; workers are killed.</param>
    /// <exception cref="FaultException">The job failed, or workers were lost beyond the limit.</exception>
    internal async Task<RunOutcome> ExecuteAsync(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using Activity? activity = _telemetry.BeginRun();
        store.Output?.Poison();
        long begin = Stopwatch.GetTimestamp();
        IExecutor? kept = null;
        var repetitions = new List<Repetition>();
        long teardown = 0;
        long mapped = 0;
        try
        {
            if (_keepsWorkers) kept = await StartAsync(cancellationToken).ConfigureAwait(false);
            _trace?.Started(store.PublishedFrom, store.PublishTime, begin, kept?.SpawnTime ?? TimeSpan.Zero);
            double total = job.Request.Warmup + job.Request.Repeat;
            long warmingSince = Stopwatch.GetTimestamp();
            for (int i = 0; i < job.Request.Warmup || Stopwatch.GetElapsedTime(warmingSince) < job.Request.WarmupTime; i++)
            {
                mapped += (await RepeatAsync(kept, $"warm-up {i + 1}", cancellationToken).ConfigureAwait(false)).Account.Ticks(Phase.Map);
                progress?.Report(Math.Min(i + 1, job.Request.Warmup) / total);
            }

            while (repetitions.Count < job.Request.Repeat)
            {
                repetitions.Add(await RepeatAsync(kept, $"repetition {repetitions.Count + 1}", cancellationToken).ConfigureAwait(false));
                mapped += repetitions[^1].Account.Ticks(Phase.Map);
                progress?.Report((job.Request.Warmup + repetitions.Count) / total);
            }

            if (kept is not null) Note(kept);
        }
        catch (Exception ex) when (RunTelemetry.Fails(activity, ex))
        {
            throw;
        }
        finally
        {
            if (kept is not null) teardown = await EndAsync(kept).ConfigureAwait(false);
            _trace?.Ended(Stopwatch.GetTimestamp() - teardown);
        }

        return new RunOutcome(job, mode, repetitions)
        {
            Spawn = kept?.SpawnTime ?? TimeSpan.Zero,
            Publish = store.PublishTime,
            Map = Stopwatch.GetElapsedTime(0, mapped),
            Teardown = Stopwatch.GetElapsedTime(0, teardown),
            Total = Stopwatch.GetElapsedTime(begin) + store.PublishTime,
            WorkersLost = _workersLost,
            Retries = _retries,
            Pages = store.DescribePages(),
            Coordinator = _coordinator ?? ProcessMemory.Of(Environment.ProcessId),
            WorkerMemory = _workers,
            UsedRings = _usedRings,
            HandOut = _handOut,
            Trace = _trace,
            Checkpoint = Checkpoint?.Use,
        };
    }

    private Task<IExecutor> StartAsync(CancellationToken cancellationToken) =>
        Starter?.Invoke(cancellationToken) ?? LocalExecutor.StartAsync(mode, job, store, pool, log, cancellationToken);

    private async Task<Repetition> RepeatAsync(IExecutor? kept, string name, CancellationToken cancellationToken)
    {
        using Activity? activity = _telemetry.BeginRepetition(name);
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan, _trace?.Reduction) { Log = Checkpoint };
        long begin = Stopwatch.GetTimestamp();
        IExecutor executor = kept ?? await StartAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan time;
        RepetitionAccount account;
        long teardown = 0;
        try
        {
            time = await ComputeAsync(executor, begin, reduction, cancellationToken).ConfigureAwait(false);
            // What we ask the workers here takes time that is not the job's.
            account = await executor.AccountAsync(cancellationToken).ConfigureAwait(false);
            if (kept is null) Note(executor);
        }
        catch (Exception ex) when (RunTelemetry.Fails(activity, ex))
        {
            throw;
        }
        finally
        {
            if (kept is null) teardown = await EndAsync(executor).ConfigureAwait(false);
        }

        if (kept is null) (time, account) = (time + Stopwatch.GetElapsedTime(0, teardown), account.WithTeardown(teardown));
        _trace?.RepetitionEnded(name, begin, time, account);
        _telemetry.RepetitionEnded(time);
        JobResult result = Reduced(() => reduction.Result);
        return new Repetition(time, result, Digest.Of(result, store.Output), account, reduction.ReduceTicks);
    }

    private async Task<TimeSpan> ComputeAsync(IExecutor executor, long begin, OrderedReduction reduction, CancellationToken cancellationToken)
    {
        int stage = 0;
        byte[]? state = [];
        while (state is not null)
        {
            long since = Stopwatch.GetTimestamp();
            using (Activity? activity = _telemetry.BeginStage(stage))
            {
                try
                {
                    Reduced(() => Checkpoint?.Restore(stage, reduction, cancellationToken));
                    await executor.RunStageAsync(stage, begin, state, reduction, cancellationToken).ConfigureAwait(false);
                    state = Reduced(() => reduction.CompleteStage(executor.Counters is { } counters ? counters.Read() : []));
                }
                catch (Exception ex) when (RunTelemetry.Fails(activity, ex))
                {
                    throw;
                }
            }

            _trace?.StageEnded(stage, since);
            _telemetry.StageEnded(Stopwatch.GetElapsedTime(since));
            stage++;
        }

        return Stopwatch.GetElapsedTime(begin);
    }

    // What can be asked only as long as the workers are there.
    private void Note(IExecutor executor)
    {
        _coordinator = ProcessMemory.Of(Environment.ProcessId);
        _workers = executor.WorkerMemory();
        _workersLost += executor.WorkersLost;
        _retries += executor.Retries;
        _usedRings = executor.UsesRings;
        _handOut = executor.HandOut;
    }

    // Ticks that it took.
    private static async Task<long> EndAsync(IExecutor executor)
    {
        long begin = Stopwatch.GetTimestamp();
        await executor.DisposeAsync().ConfigureAwait(false);
        return Stopwatch.GetTimestamp() - begin;
    }

    private static T Reduced<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception ex) when (ex is not (FaultException or OperationCanceledException))
        {
            throw new FaultException(FaultCode.JobFailed, $"the reduction failed: {ex.GetType().Name}: {CappedText.Of(ex.Message)}", ex);
        }
    }
}
