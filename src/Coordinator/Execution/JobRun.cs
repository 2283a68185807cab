using System.Diagnostics;
using Cluster.Coordinator.Pool;
using Cluster.Coordinator.Reduction;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Faults;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Execution;

/// <summary>One execution of one job over one input in one mode.</summary>
/// <remarks>
/// <code>
///   PreparedJob ─┐
///   JobArrays  ─┴→ IExecutor.start → [ stage → reduce → next state ] × stages × repetitions → account → RunOutcome
///                     spawn, attach      map, in parallel
/// </code>
/// </remarks>
internal sealed class JobRun(PreparedJob job, JobArrays store, ExecutionMode mode, PoolOptions pool, ILogger log)
{
    /// <summary>Runs it from the start of its workers to their end.</summary>
    /// <param name="progress">Gets the fraction of the repetitions done; null if nobody looks.</param>
    /// <param name="cancellationToken">Ends the run; workers are killed.</param>
    /// <exception cref="FaultException">The job failed, or workers were lost beyond the limit.</exception>
    internal async Task<RunOutcome> ExecuteAsync(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        store.Output?.Poison();
        long begin = Stopwatch.GetTimestamp();
        IExecutor executor = await StartAsync(cancellationToken).ConfigureAwait(false);
        var repetitions = new List<Repetition>();
        (int Lost, int Retries) faults;
        ProcessMemory coordinator;
        IReadOnlyList<ProcessMemory> workers;
        long teardown;
        long mapped = 0;
        try
        {
            double total = job.Request.Warmup + job.Request.Repeat;
            long warmingSince = Stopwatch.GetTimestamp();
            for (int i = 0; i < job.Request.Warmup || Stopwatch.GetElapsedTime(warmingSince) < job.Request.WarmupTime; i++)
            {
                mapped += (await RepeatAsync(executor, cancellationToken).ConfigureAwait(false)).Account.Ticks(Phase.Map);
                progress?.Report(Math.Min(i + 1, job.Request.Warmup) / total);
            }

            while (repetitions.Count < job.Request.Repeat)
            {
                repetitions.Add(await RepeatAsync(executor, cancellationToken).ConfigureAwait(false));
                mapped += repetitions[^1].Account.Ticks(Phase.Map);
                progress?.Report((job.Request.Warmup + repetitions.Count) / total);
            }

            coordinator = ProcessMemory.Of(Environment.ProcessId);
            workers = executor.WorkerMemory();
            faults = executor is ProcessExecutor processes ? (processes.WorkersLost, processes.Retries) : default;
        }
        finally
        {
            teardown = Stopwatch.GetTimestamp();
            await executor.DisposeAsync().ConfigureAwait(false);
        }

        return new RunOutcome(job, mode, repetitions)
        {
            Spawn = executor.SpawnTime,
            Publish = store.PublishTime,
            Map = Stopwatch.GetElapsedTime(0, mapped),
            Teardown = Stopwatch.GetElapsedTime(teardown),
            Total = Stopwatch.GetElapsedTime(begin) + store.PublishTime,
            WorkersLost = faults.Lost,
            Retries = faults.Retries,
            Coordinator = coordinator,
            WorkerMemory = workers,
        };
    }

    private async Task<IExecutor> StartAsync(CancellationToken cancellationToken) => mode switch
    {
        ExecutionMode.Sequential => new SequentialExecutor(job, store),
        ExecutionMode.Threads => new ThreadsExecutor(job, store),
        _ => await ProcessExecutor.StartAsync(job, store, inline: mode == ExecutionMode.Pipe, pool, log, cancellationToken).ConfigureAwait(false),
    };

    private async Task<Repetition> RepeatAsync(IExecutor executor, CancellationToken cancellationToken)
    {
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        long begin = Stopwatch.GetTimestamp();
        int stage = 0;
        byte[]? state = [];
        while (state is not null)
        {
            await executor.RunStageAsync(stage++, begin, state, reduction, cancellationToken).ConfigureAwait(false);
            state = Complete(reduction, executor.Counters);
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        RepetitionAccount account = await executor.AccountAsync(cancellationToken).ConfigureAwait(false);
        return new Repetition(time, reduction.Result, Digest.Of(reduction.Result, store.Output), account, reduction.ReduceTicks);
    }

    private static byte[]? Complete(OrderedReduction reduction, MappedCounters? counters)
    {
        try
        {
            return reduction.CompleteStage(counters is null ? [] : counters.Read());
        }
        catch (Exception ex) when (ex is not FaultException)
        {
            throw new FaultException(FaultCode.JobFailed, $"the reduction failed: {ex.GetType().Name}: {ex.Message}", ex);
        }
    }
}
