using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Jobs;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Demonstrations;

/// <summary>Runs the jobs of a demonstration as any job is run: prepared, published, computed by workers, torn down.</summary>
/// <remarks>One run at a time.</remarks>
/// <param name="pool">As configured; each run has its own number of workers.</param>
/// <param name="log">Takes what the pool has to say.</param>
/// <param name="seed">Of every random number.</param>
/// <param name="steps">Advances with each run.</param>
/// <param name="cancelled">Ends a run; its workers are killed.</param>
internal sealed class DemonstrationRuns(PoolOptions pool, ILogger log, ulong seed, Steps steps, CancellationToken cancelled)
{
    internal ulong Seed => seed;

    internal CancellationToken Cancelled => cancelled;

    /// <summary>Tells what comes next to whoever waits.</summary>
    internal void Begin(string what)
    {
        cancelled.ThrowIfCancellationRequested();
        steps.Begin(what);
    }

    /// <summary>Runs a job to its end.</summary>
    internal Task<RunOutcome> RunAsync(IJobDefinition definition, RunRequest request, ExecutionMode mode) =>
        RunAsync(definition, request, mode, static (outcome, _, _) => outcome);

    /// <summary>Runs a job to its end and looks at what it left in this process.</summary>
    /// <param name="definition">Of the job.</param>
    /// <param name="request">Its seed is replaced.</param>
    /// <param name="mode">Where chunks are computed.</param>
    /// <param name="look">Gets the outcome, this process's own instance of the job, and the arrays before they are given back.</param>
    internal async Task<T> RunAsync<T>(
        IJobDefinition definition, RunRequest request, ExecutionMode mode, Func<RunOutcome, IJob, JobArrays, T> look)
    {
        PreparedJob job = PreparedJob.Prepare(request with { Seed = seed }, definition);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, progress: null, cancelled);
        var run = new JobRun(job, store, mode, pool.For(request.Workers), log);
        RunOutcome outcome = await run.ExecuteAsync(progress: null, cancelled).ConfigureAwait(false);
        return look(outcome, job.Job, store);
    }

    /// <summary>Opens a job on workers that share memory, for whoever wants to see more of a stage than its end.</summary>
    /// <param name="definition">Of the job.</param>
    /// <param name="request">Its seed is replaced.</param>
    /// <param name="watch">Runs the stage. When it returns nothing of it may be under way.</param>
    internal async Task<T> WatchAsync<T>(
        IJobDefinition definition, RunRequest request, Func<ProcessExecutor, OrderedReduction, Task<T>> watch)
    {
        PreparedJob job = PreparedJob.Prepare(request with { Seed = seed }, definition);
        using var store = JobArrays.Create(job, shareable: true, progress: null, cancelled);
        await using ProcessExecutor executor =
            await ProcessExecutor.StartAsync(job, store, inline: false, pool.For(request.Workers), log, cancelled).ConfigureAwait(false);
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        return await watch(executor, reduction).ConfigureAwait(false);
    }
}
