using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Jobs;

namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>A data set in the coordinator, and real runs that leave it with workers in one way or another.</summary>
/// <remarks>
/// Copies and mappings come from a job that needs all of its input for each chunk: with one chunk per worker each has seen all of it, and
/// has computed next to nothing. Parts come from an iterative job whose data stays with the workers.
/// </remarks>
internal sealed class HeldData : IDisposable
{
    // Enough elements for a chunk each, and as good as none.
    private const long MostWorkers = 256;

    private readonly Holding _holding;
    private readonly PreparedJob _job;
    private readonly JobArrays _store;

    internal HeldData(Holding holding, long bytes, CancellationToken cancellationToken)
    {
        _holding = holding;
        (string job, string size, long count) = holding switch
        {
            Holding.Nothing => ("pairwise-sum", "count", MostWorkers),
            Holding.Parts => ("gaussian-mixture", "points", bytes / (2 * sizeof(double))),
            _ => ("pairwise-sum", "count", bytes / sizeof(double)),
        };
        var options = new Dictionary<string, object> { [size] = count };
        if (holding == Holding.Parts) options["iterations"] = 1L;
        _job = PreparedJob.Prepare(new RunRequest { Job = job, Options = options, Schedule = Schedule.Static });
        _store = JobArrays.Create(_job, shareable: holding == Holding.Shared, null, cancellationToken);
    }

    /// <summary>Starts workers, lets them hold the data, and reads what all processes take while they wait.</summary>
    internal async Task<MemoryReading> ReadAsync(int workers, MeasurementSettings settings, CancellationToken cancellationToken)
    {
        // One chunk for each worker, where a chunk is any element against all.
        PreparedJob job = _holding == Holding.Parts ? _job : _job with { Plan = ChunkPlan.Contiguous(workers, 1) };
        job = job with { Request = job.Request with { Workers = workers } };
        ProcessExecutor executor = await ProcessExecutor.StartAsync(
            job, _store, inline: _holding != Holding.Shared, settings.PoolOf(workers), settings.Log, cancellationToken).ConfigureAwait(false);
        await using (executor.ConfigureAwait(false))
        {
            using var reduction = new OrderedReduction(job.Job.StartReduction(job.Plan), job.Plan);
            await executor.RunStageAsync(0, Stopwatch.GetTimestamp(), default, reduction, cancellationToken).ConfigureAwait(false);
            GC.Collect();
            return MemoryReading.Now(executor.WorkerMemory());
        }
    }

    public void Dispose() => _store.Dispose();
}
