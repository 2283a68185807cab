using System.Diagnostics;
using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Finds out what the chunks of a job cost, by computing a sample of them in this process.</summary>
/// <remarks>
/// The sample is the whole job where that is small, and otherwise so many of its chunks that they do not fit into the cache, as the whole does not: each
/// pass over it finds the memory as a warm repetition does. Chunks that take too long, or have too much data, are cut at two lengths, and what a whole
/// one takes lies on the line through both.
/// </remarks>
/// <param name="job">Its plan has at least one chunk.</param>
/// <param name="limits">Of the sample.</param>
/// <param name="cacheBytes">What the caches hold.</param>
internal sealed class JobProbe(PreparedJob job, SampleLimits limits, long cacheBytes)
{
    // Every program collects now and then; this much shows in its times.
    private const double NotableCollecting = 0.02;

    private readonly JobWork _work = JobWork.Of(job);
    private readonly long _whole = job.Plan[0].Count;

    // Of a strided chunk the slices in between lie there as well.
    private readonly long _bytesPerSlice = SampledChunks.BytesPerSlice(job) * (job.Plan.IsStrided ? job.Plan.Count : 1);

    /// <exception cref="Faults.FaultException">There is not enough memory, or the job's code failed.</exception>
    internal ChunkCosts Run(CancellationToken cancellationToken)
    {
        (double estimate, double firstCall) = Try(cancellationToken);
        // Every thread is to have a chunk of its own.
        long together = job.Plan.IsStrided ? 1 : Math.Min(limits.Threads[^1], job.Plan.Count);
        long inMemory = _bytesPerSlice == 0 ? _whole : limits.Bytes / (_bytesPerSlice * together);
        double inTime = _whole * Math.Min(1, limits.Chunk.TotalSeconds / estimate);
        long slices = Math.Clamp((long)Math.Min(inMemory, inTime), 1, _whole);
        ChunkCosts costs = Measure(slices, estimate, cancellationToken) with { FirstCall = firstCall };
        if (slices == _whole) return costs;
        long fewer = slices / 2;
        return fewer == 0 ? Through(null, costs, 0, slices) : Through(Measure(fewer, estimate, cancellationToken), costs, fewer, slices);
    }

    // Seconds of a whole chunk, roughly, and what the very first call takes more than the second.
    private (double Chunk, double FirstCall) Try(CancellationToken cancellationToken)
    {
        long slices = Math.Clamp(_bytesPerSlice == 0 ? _whole : limits.Bytes / _bytesPerSlice, 1, Math.Max(1, _whole / 64));
        using var sample = Sample.Create(job, SampledChunks.Of(job.Plan, 1, slices), cancellationToken);
        SampleScratch scratch = sample.NewScratch();
        double first = Once();
        cancellationToken.ThrowIfCancellationRequested();
        double second = first > limits.Chunk.TotalSeconds ? first : Once();
        return (Math.Max(second, 1e-9) * _whole / slices, Math.Max(0, first - second));

        double Once()
        {
            long before = Stopwatch.GetTimestamp();
            _ = sample.Compute(0, [], scratch);
            return Stopwatch.GetElapsedTime(before).TotalSeconds;
        }
    }

    private ChunkCosts Measure(long slices, double estimate, CancellationToken cancellationToken)
    {
        long inMemory = _bytesPerSlice == 0 || job.Plan.IsStrided ? int.MaxValue : limits.Bytes / (_bytesPerSlice * slices);
        double inTime = limits.Pass.TotalSeconds / (estimate * slices / _whole);
        double most = Math.Min(inMemory, Math.Clamp(inTime, limits.Threads[^1], SampleLimits.MostChunks));
        using var sample = Sample.Create(job, SampledChunks.Of(job.Plan, (long)most, slices), cancellationToken);
        var reduction = SampledReduction.Run(job, sample, cancellationToken);
        ChunkTimes? first = _work.Stages == 1 ? null : ChunkTimes.Take(sample, [], 1, received: false, limits.Warmup, limits.Measuring);

        (List<CurvePoint> computing, List<CurvePoint> received, double collecting) = ([], [], 0);
        foreach (int threads in limits.Threads.Where(threads => threads <= sample.Chunks.Count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan warmup = threads == 1 ? limits.Warmup : limits.Pass;
            ChunkTimes times = ChunkTimes.Take(sample, reduction.State, threads, received: false, warmup, limits.Measuring);
            computing.Add(new CurvePoint(threads, times.Chunk));
            collecting = threads > 1 && times.Collecting > NotableCollecting ? times.Collecting : 0;
            if (_work.MovesChunks) times = ChunkTimes.Take(sample, reduction.State, threads, received: true, TimeSpan.Zero, limits.Measuring);
            received.Add(new CurvePoint(threads, times.Chunk));
        }

        return new ChunkCosts
        {
            Computing = new Curve(computing),
            ComputingReceived = new Curve(received),
            FirstStage = first is null ? 1 : first.Chunk.Middle / computing[0].Value.Middle,
            ReducingChunk = reduction.Chunk,
            CompletingStage = reduction.Stage,
            PublishingByte = Estimate.Exactly(sample.PublishingByte),
            FirstCall = 0,
            CollectingShare = collecting,
            MemoryBytes = _work.MemoryBytesPerChunk(cacheBytes),
        };
    }

    // The line through what two lengths cost, at the length of a whole chunk; through zero where there is one length only.
    private ChunkCosts Through(ChunkCosts? shorter, ChunkCosts longer, long fewer, long slices)
    {
        double share = (double)(_whole - fewer) / (slices - fewer);
        Curve Line(Func<ChunkCosts, Curve> of) => of(longer).Select(point =>
        {
            Estimate from = shorter is null ? default : of(shorter).At(point.Workers);
            return Estimate.Max(point.Value, from.Towards(point.Value, share));
        });
        return longer with
        {
            Computing = Line(static costs => costs.Computing),
            ComputingReceived = Line(static costs => costs.ComputingReceived),
            ReducingChunk = longer.ReducingChunk * ((double)_whole / slices),
        };
    }
}
