using Cluster.Coordinator.Execution;
using Cluster.Faults;
using Cluster.Jobs;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Predicts a job at sizes below and above the one that was asked for.</summary>
/// <param name="asked">The job as it was asked for.</param>
/// <param name="costs">What its chunks cost at that size.</param>
/// <param name="limits">Of a sample at another size.</param>
/// <param name="cacheBytes">What the caches hold.</param>
internal sealed class SizeSweep(PreparedJob asked, ChunkCosts costs, SampleLimits limits, long cacheBytes)
{
    // From a 4096th to 64 times the size, in powers of two; every third of them is sampled.
    private const int PowersBelow = 12;
    private const int PowersAbove = 6;
    private const int SampledEvery = 3;

    private readonly JobOption? _option = asked.Definition.SizeOption;

    /// <summary>False for a job whose size is that of a file.</summary>
    internal bool IsPossible => _option is { Default: long } && asked.Parameters.Values.ContainsKey(_option.Name) && asked.Plan.Count > 0;

    private long Size => asked.Parameters.Integer(_option!.Name);

    /// <param name="progress">Gets the fraction done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="predict">All modes at one size.</param>
    /// <returns>By size, ascending.</returns>
    internal IReadOnlyList<SizedForecasts> Run(
        Func<JobWork, ChunkCosts, IReadOnlyList<Forecast>> predict, IProgress<double> progress, CancellationToken cancellationToken)
    {
        (int Power, PreparedJob Job)[] jobs = [.. Jobs()];
        var samples = new List<SampledSize>();
        for (int i = 0; i < jobs.Length; i++)
        {
            (int power, PreparedJob job) = jobs[i];
            progress.Report((double)i / jobs.Length);
            if (power == 0) samples.Add(Sampled(job, costs));
            else if (power % SampledEvery == 0 && IsAffordable(job, samples)) samples.Add(Sampled(job, new JobProbe(job, limits, cacheBytes).Run(cancellationToken)));
        }

        var sizes = new SampledSizes(samples);
        return [.. jobs.Select(one =>
        {
            var work = JobWork.Of(one.Job);
            ChunkCosts chunk = sizes.At(SizeOf(one.Job), one.Job.Plan[0].Count, work.MemoryBytesPerChunk(cacheBytes));
            return new SizedForecasts(SizeOf(one.Job), predict(work, chunk));
        })];
    }

    private IEnumerable<(int Power, PreparedJob Job)> Jobs()
    {
        double before = 0;
        for (int power = -PowersBelow; power <= PowersAbove; power++)
        {
            // Of a small size there is no 4096th: several powers give the same.
            double size = Math.Round(Size * Math.Pow(2, power));
            if (size < Math.Max(1, _option!.Minimum) || size > _option.Maximum || size == before) continue;
            before = size;
            if (TryPrepare((long)size) is { } job) yield return (power, job);
        }
    }

    // A size may be too small for another option, or too large for this machine.
    private PreparedJob? TryPrepare(long size)
    {
        var options = new Dictionary<string, object>(asked.Request.Options) { [_option!.Name] = size };
        try
        {
            if (size == Size) return asked;
            var job = PreparedJob.Prepare(asked.Request with { Options = options });
            return job.Plan.Count > 0 && JobWork.Of(job).ArrayBytes <= MemoryBudget.Available() ? job : null;
        }
        catch (Exception ex) when (ex is JobParameterException or FaultException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    // What every chunk sees must be there as a whole; and the chunks of a much larger size may each take minutes.
    private bool IsAffordable(PreparedJob job, List<SampledSize> samples)
    {
        if (JobWork.Of(job).BroadcastBytes > limits.Bytes) return false;
        if (samples.Count < 2) return true;
        var expected = new SampledSizes(samples).At(SizeOf(job), Math.Max(1, job.Plan[0].Count / 64), 0);
        return expected.Computing.At(1).Middle < limits.Chunk.TotalSeconds;
    }

    private static SampledSize Sampled(PreparedJob job, ChunkCosts costs) =>
        new(job.Parameters.Integer(job.Definition.SizeOption!.Name), job.Plan[0].Count, costs);

    private static long SizeOf(PreparedJob job) => job.Parameters.Integer(job.Definition.SizeOption!.Name);
}
