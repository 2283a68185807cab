using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice.Probing;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Processes;
using Cluster.Rings;

namespace Cluster.Coordinator.Measurement.Tasks;

/// <summary><c>tasks</c>: how many tasks that do nothing can be handed out in a second, by batch size, mode and number of workers.</summary>
internal sealed class TasksMeasurement : IMeasurement
{
    // An argument for each task: a number, as small as one can be, so that mode pipe has something to send.
    private const int TaskBytes = 8;

    // In its first half second a process compiles what it has found to be hot; see RunRequest.WarmupTime.
    private static readonly TimeSpan Warmup = TimeSpan.FromMilliseconds(400);

    // Batches of another size find most of the code compiled.
    private static readonly TimeSpan ShortWarmup = TimeSpan.FromMilliseconds(30);

    private static readonly int?[] BatchSizes = [1, 10, 100, 1000, null];

    private static (ExecutionMode, PoolChannel?)[] Ringed => RingConnection.WhyNot is null ? [(ExecutionMode.Pipe, PoolChannel.Ring)] : [];

    public string Name => "tasks";

    public string Summary => "tasks that do nothing: how many per second, in batches of 1 to 1000; threads, pipe, through rings, shared; 1 and all workers";

    public async Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        int[] sizes = settings.Workers == 1 ? [1] : [1, settings.Workers];
        // In mode shared there are no messages for the tasks, whatever carries messages.
        (ExecutionMode Mode, PoolChannel? Channel)[] ways = [(ExecutionMode.Threads, null), (ExecutionMode.Pipe, PoolChannel.Pipe), .. Ringed, (ExecutionMode.Shared, PoolChannel.Pipe)];
        var shape = new ProbeShape(settings.Choose(100_000, 20_000)) { Input = TaskBytes };
        // One set of numbers for all modes: workers may map it, and so can this process.
        using JobArrays data = JobArrays.Create(shape.Prepare(1), shareable: true, null, cancellationToken);
        var steps = new Steps(ways.Length * sizes.Length * BatchSizes.Length, progress, cancellationToken);
        var rows = new List<TasksRow>();
        foreach ((ExecutionMode mode, PoolChannel? channel) in ways)
            foreach (int workers in sizes)
                rows.AddRange(await MeasureAsync(mode, channel, workers, shape, data, settings, steps, cancellationToken).ConfigureAwait(false));
        return rows;
    }

    private static async Task<List<TasksRow>> MeasureAsync(
        ExecutionMode mode, PoolChannel? channel, int workers, ProbeShape shape, JobArrays data, MeasurementSettings settings, Steps steps, CancellationToken cancellationToken)
    {
        WorkerPool? pool = channel is { } carrier
            ? await WorkerPool.StartAsync(settings.PoolOf(workers, carrier), settings.Log, cancellationToken).ConfigureAwait(false)
            : null;
        try
        {
            var rows = new List<TasksRow>();
            foreach (int? batch in BatchSizes)
            {
                PreparedJob job = (shape with { Batch = batch }).Prepare(workers);
                await using RepeatedRun run = pool is null
                    ? RepeatedRun.Threads(job, data)
                    : RepeatedRun.On(pool, job, data, inline: mode == ExecutionMode.Pipe);
                await run.WarmUpAsync(rows.Count == 0 ? Warmup : ShortWarmup, cancellationToken).ConfigureAwait(false);
                TasksRow row = await RepeatAsync(run, mode, job, settings.Choose(7, 3), cancellationToken).ConfigureAwait(false);
                rows.Add(row with { Channel = mode == ExecutionMode.Pipe ? channel?.ToString().ToLowerInvariant() : null });
                steps.Next();
            }

            return rows;
        }
        finally
        {
            if (pool is not null) await pool.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<TasksRow> RepeatAsync(RepeatedRun run, ExecutionMode mode, PreparedJob job, int repeats, CancellationToken cancellationToken)
    {
        double[] milliseconds = new double[repeats];
        for (int i = 0; i < repeats; i++) milliseconds[i] = await run.RepeatAsync(cancellationToken).ConfigureAwait(false) * 1000;
        RepetitionAccount account = run.Account!;
        long done = account.Workers.Sum(static worker => worker.Chunks);
        if (done != job.Plan.Count) throw new InvalidOperationException($"of {job.Plan.Count} tasks {done} were done");
        return new TasksRow(mode, job.Request.Workers, job.Request.Batch, job.Plan.Count, account.Batches, Spread.Of(milliseconds));
    }
}
