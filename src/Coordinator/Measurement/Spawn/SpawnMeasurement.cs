using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice.Probing;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Coordinator.Scheduling;
using Cluster.Processes;

namespace Cluster.Coordinator.Measurement.Spawn;

/// <summary><c>spawn</c>: from nothing to the first result of a pool, part by part, beside as many processes that do nothing.</summary>
internal sealed class SpawnMeasurement : IMeasurement
{
    private static readonly int[] Sizes = [1, 2, 4, 8];

    public string Name => "spawn";

    public string Summary => "start to first result of 1, 2, 4, 8 workers: process start, runtime, handshake, first task; beside bare processes";

    public async Task<IReadOnlyList<MeasurementRow>> RunAsync(
        MeasurementSettings settings, IProgress<double> progress, CancellationToken cancellationToken)
    {
        int repeats = settings.Choose(9, 3);
        // And all of them, where that is more.
        int[] sizes = settings.Workers > Sizes[^1] ? [.. Sizes, settings.Workers] : Sizes;
        var steps = new Steps(sizes.Length * (1 + repeats), progress, cancellationToken);
        var rows = new List<MeasurementRow>();
        foreach (int size in sizes) rows.AddRange(await MeasureAsync(size, repeats, settings, steps, cancellationToken).ConfigureAwait(false));
        return rows;
    }

    private static async Task<IEnumerable<SpawnRow>> MeasureAsync(
        int size, int repeats, MeasurementSettings settings, Steps steps, CancellationToken cancellationToken)
    {
        (List<SpawnTimes> pool, List<SpawnTimes> bare, List<SpawnTimes> native) = ([], [], []);
        // In turns: what slows the machine down for a while slows down all of them. The first round compiles, and does not count.
        for (int i = 0; i <= repeats; i++)
        {
            pool.Add(await PoolAsync(size, settings, cancellationToken).ConfigureAwait(false));
            bare.Add(await BareAsync(BareProcess.DotNet, size, settings).ConfigureAwait(false));
            if (BareProcess.Native is { } program) native.Add(await BareAsync(program, size, settings).ConfigureAwait(false));
            steps.Next();
        }

        IEnumerable<(SpawnKind Kind, List<SpawnTimes> Times)> kinds = [(SpawnKind.Pool, pool), (SpawnKind.DotNet, bare), (SpawnKind.Native, native)];
        return kinds.Where(static kind => kind.Times.Count > 0).Select(kind => new SpawnRow(kind.Kind, size, kind.Times[1..], bare[1..]));
    }

    private static async Task<SpawnTimes> PoolAsync(int workers, MeasurementSettings settings, CancellationToken cancellationToken)
    {
        // Nothing to compute, one chunk for each worker: none of them gets another's.
        PreparedJob job = new ProbeShape(workers).Prepare(workers);
        job = job with { Request = job.Request with { Schedule = Schedule.Static } };
        using JobArrays none = JobArrays.Create(job, shareable: false, null, cancellationToken);
        WorkerPool pool = await WorkerPool.StartAsync(settings.PoolOf(workers), settings.Log, cancellationToken).ConfigureAwait(false);
        await using (pool.ConfigureAwait(false))
        {
            IReadOnlyList<StartStamps> starts = pool.Starts;
            await using RepeatedRun run = RepeatedRun.On(pool, job, none, inline: false);
            long begin = Stopwatch.GetTimestamp();
            double seconds = await run.RepeatAsync(cancellationToken).ConfigureAwait(false);
            if (starts.Count != workers || run.Account!.Workers.Any(static worker => worker.Chunks != 1))
                throw new InvalidOperationException($"of {workers} workers not each has delivered one result");
            return SpawnTimes.Of(starts, begin + (long)(seconds * Stopwatch.Frequency));
        }
    }

    private static async Task<SpawnTimes> BareAsync(WorkerProgram program, int count, MeasurementSettings settings)
    {
        (double starting, double running) = await BareProcess.RunAsync(program, count, settings).ConfigureAwait(false);
        return new SpawnTimes(starting, running, null, null);
    }
}
