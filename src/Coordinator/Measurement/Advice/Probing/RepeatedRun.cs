using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Diagnostics;
using Cluster.Processes;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>A job that is open in one mode, to be repeated and timed as <see cref="JobRun"/> does it.</summary>
/// <remarks>The data belongs to whoever made it, and so do the workers.</remarks>
internal sealed class RepeatedRun(PreparedJob job, IExecutor executor, WorkerPool? pool = null) : IAsyncDisposable
{
    private const int Batches = 5;

    internal static RepeatedRun Sequential(PreparedJob job, JobArrays data) => new(job, new SequentialExecutor(job, data));

    internal static RepeatedRun Threads(PreparedJob job, JobArrays data) => new(job, new ThreadsExecutor(job, data));

    internal static RepeatedRun On(WorkerPool pool, PreparedJob job, JobArrays data, bool inline) =>
        new(job, ProcessExecutor.Open(job, data, inline, pool), pool);

    /// <summary>Where the time of the last repetition went that was accounted for.</summary>
    internal RepetitionAccount? Account { get; private set; }

    /// <summary>One repetition; its seconds.</summary>
    internal async Task<double> RepeatAsync(CancellationToken cancellationToken)
    {
        double seconds = await StagesAsync(cancellationToken).ConfigureAwait(false);
        Account = await executor.AccountAsync(cancellationToken).ConfigureAwait(false);
        return seconds;
    }

    /// <summary>Repeats it for nothing, at least once.</summary>
    internal async Task WarmUpAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        do _ = await RepeatAsync(cancellationToken).ConfigureAwait(false);
        while (Stopwatch.GetElapsedTime(begin) < duration);
    }

    /// <summary>Repeats it for its times.</summary>
    /// <param name="duration">At least.</param>
    /// <param name="least">Repetitions at least.</param>
    /// <param name="cancellationToken">Ends it; nothing can be done with the workers any more.</param>
    internal async Task<Estimate> TimeAsync(TimeSpan duration, int least, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        long begin = Stopwatch.GetTimestamp();
        while (seconds.Count < least || Stopwatch.GetElapsedTime(begin) < duration) seconds.Add(await RepeatAsync(cancellationToken).ConfigureAwait(false));
        return Estimate.Of([.. seconds]);
    }

    /// <summary>Repeats it for the processor time that it takes: what other programs do to the clock on the wall they cannot do to that.</summary>
    /// <param name="duration">At least.</param>
    /// <param name="cancellationToken">Ends it; nothing can be done with the workers any more.</param>
    /// <returns>Seconds per repetition, of the coordinator and of all workers together.</returns>
    internal async Task<(Estimate Coordinator, Estimate Workers)> ProcessorTimeAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        (double[] coordinator, double[] workers) = (new double[Batches], new double[Batches]);
        for (int batch = 0; batch < Batches; batch++)
        {
            (double ownBefore, double theirsBefore) = (ProcessorTime.Own(), ProcessorTime.Of(pool!.ProcessIds));
            (long begin, int count) = (Stopwatch.GetTimestamp(), 0);
            // Without the account, which takes processor time itself.
            for (; count == 0 || Stopwatch.GetElapsedTime(begin) < duration / Batches; count++) _ = await StagesAsync(cancellationToken).ConfigureAwait(false);
            coordinator[batch] = (ProcessorTime.Own() - ownBefore) / count;
            workers[batch] = (ProcessorTime.Of(pool.ProcessIds) - theirsBefore) / count;
        }

        return (Estimate.Of(coordinator), Estimate.Of(workers));
    }

    public ValueTask DisposeAsync() => executor.DisposeAsync();

    private async Task<double> StagesAsync(CancellationToken cancellationToken)
    {
        using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
        long begin = Stopwatch.GetTimestamp();
        byte[]? state = [];
        for (int stage = 0; state is not null; stage++)
        {
            await executor.RunStageAsync(stage, begin, state, reduction, cancellationToken).ConfigureAwait(false);
            state = reduction.CompleteStage();
        }

        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
