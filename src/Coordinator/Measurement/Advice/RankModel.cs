using System.Numerics;
using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Predicts how long a job takes on several machines that are alike; docs/advise.md has it in formulas.</summary>
/// <remarks>
/// Pure. A stage is passed on from rank to rank, computed everywhere, and gathered by rank 0:
/// <code>
///  stage = the largest part, by itself + ⌈log₂ R⌉ × half a round trip + half a round trip + (1 − 1/R) × (partials + rows) / bandwidth + (n − n/R) × combining
/// </code>
/// The state of a stage counts as a message without length: it is some kilobytes in every job of the catalog.
/// </remarks>
internal sealed class RankModel(TimeModel model, RankCosts link)
{
    /// <summary>For 1, 2, 4 … ranks up to the most: the best that each has to offer.</summary>
    /// <param name="workers">Numbers of workers in each rank to choose from.</param>
    /// <param name="work">What there is to do, in all.</param>
    /// <param name="chunk">What a chunk costs.</param>
    internal IReadOnlyList<RankForecast> Predict(IReadOnlyList<int> workers, JobWork work, ChunkCosts chunk)
    {
        var forecasts = new List<RankForecast>();
        for (long ranks = 1; ranks < 2L * link.Most; ranks *= 2)
        {
            int count = (int)Math.Min(ranks, link.Most);
            IEnumerable<RankForecast> choices =
                from mode in (ExecutionMode[])[ExecutionMode.Threads, ExecutionMode.Shared, ExecutionMode.Pipe]
                from each in workers
                select Predict(count, mode, each, work, chunk);
            forecasts.Add(choices.MinBy(static one => one.Warm.Middle)!);
        }

        return forecasts;
    }

    /// <summary>One choice.</summary>
    internal RankForecast Predict(int ranks, ExecutionMode mode, int workers, JobWork work, ChunkCosts chunk)
    {
        JobWork part = LargestPart(work, ranks);
        Forecast each = model.Predict(mode, workers, part, chunk);
        double others = 1 - (1.0 / ranks), half = ranks == 1 ? 0 : link.RoundTripSeconds / 2;
        double broadcast = work.Stages * BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)ranks)) * half;
        double gather = work.Stages * (half + (others * (work.PartialBytes + work.OutputBytes) / link.BytesPerSecond));
        Estimate reducing = chunk.ReducingChunk * ((double)work.Stages * (work.Chunks - part.Chunks));
        return new RankForecast(ranks, each, each.Warm + Estimate.Exactly(broadcast + gather) + reducing, broadcast, gather, reducing.Middle);
    }

    private static JobWork LargestPart(JobWork work, int ranks)
    {
        if (ranks == 1) return work;
        int chunks = (int)((work.Chunks + ranks - 1L) / ranks);
        double share = work.Chunks == 0 ? 0 : Math.Min(1, chunks / work.FullChunks);
        return work with
        {
            Chunks = chunks, LastChunk = 1, SlicedBytes = (long)(work.SlicedBytes * share), OutputBytes = (long)(work.OutputBytes * share),
            PartialBytes = (long)(work.PartialBytes * share),
        };
    }
}
