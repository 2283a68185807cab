using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Workers that run one probe after the other.</summary>
internal sealed class ProbePool(WorkerPool pool, ProbeData data) : IAsyncDisposable
{
    // In its first half second a process compiles what it has found to be hot; see RunRequest.WarmupTime.
    private static readonly TimeSpan Warmup = TimeSpan.FromMilliseconds(400);

    // A job that follows others finds most of the code compiled.
    private static readonly TimeSpan ShortWarmup = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(80);
    private const int LeastRepeats = 5;

    internal TimeSpan SpawnTime => pool.SpawnTime;

    internal static async Task<ProbePool> StartAsync(int workers, ProbeData data, PoolOptions options, ILogger log, CancellationToken cancellationToken) =>
        new(await WorkerPool.StartAsync(options.For(workers), log, cancellationToken).ConfigureAwait(false), data);

    /// <summary>Opens a job; the caller disposes it before the next one.</summary>
    internal RepeatedRun Open(ProbeShape shape, CancellationToken cancellationToken)
    {
        PreparedJob job = shape.Prepare(pool.Options.Workers);
        return RepeatedRun.On(pool, job, data.Arrays(shape, job, cancellationToken), inline: shape.Input + shape.Output > 0);
    }

    /// <summary>Lets the workers compile what they need for jobs with or without arrays.</summary>
    internal async Task WarmUpAsync(ProbeShape shape, CancellationToken cancellationToken)
    {
        await using RepeatedRun run = Open(shape, cancellationToken);
        await run.WarmUpAsync(Warmup, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<Estimate> TimeAsync(ProbeShape shape, CancellationToken cancellationToken)
    {
        await using RepeatedRun run = Open(shape, cancellationToken);
        await run.WarmUpAsync(ShortWarmup, cancellationToken).ConfigureAwait(false);
        return await run.TimeAsync(Duration, LeastRepeats, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<(Estimate Coordinator, Estimate Workers)> ProcessorTimeAsync(ProbeShape shape, CancellationToken cancellationToken)
    {
        await using RepeatedRun run = Open(shape, cancellationToken);
        await run.WarmUpAsync(ShortWarmup, cancellationToken).ConfigureAwait(false);
        return await run.ProcessorTimeAsync(Duration, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
