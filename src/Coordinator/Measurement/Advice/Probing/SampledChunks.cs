using Cluster.Coordinator.Execution;
using Cluster.Jobs;

namespace Cluster.Coordinator.Measurement.Advice.Probing;

/// <summary>Which chunks of a plan are computed as a sample: some of them, evenly spread, and of each one all slices or the first few.</summary>
/// <param name="Chunks">At least one.</param>
/// <param name="Share">Of a whole chunk that a sampled one is.</param>
internal sealed record SampledChunks(IReadOnlyList<Chunk> Chunks, double Share)
{
    /// <param name="plan">Has at least one chunk.</param>
    /// <param name="most">Chunks to take at most.</param>
    /// <param name="slices">Of each chunk at most.</param>
    internal static SampledChunks Of(ChunkPlan plan, long most, long slices)
    {
        int count = (int)Math.Clamp(most, 1, plan.Count);
        long whole = plan[0].Count;
        long taken = Math.Clamp(slices, 1, whole);
        var chunks = new Chunk[count];
        for (int i = 0; i < count; i++)
        {
            // The last chunk may be a short one; the first never is.
            Chunk chunk = plan[(int)((long)i * plan.Count / count)];
            chunks[i] = chunk with { Count = Math.Min(chunk.Count, taken) };
        }

        return new SampledChunks(chunks, (double)taken / whole);
    }

    /// <summary>Bytes of input and output that belong to a slice.</summary>
    internal static long BytesPerSlice(PreparedJob job) =>
        job.Inputs.Where(static input => input.Use == InputUse.Sliced).Sum(static input => input.Layout.SliceBytes) + (job.Job.Output?.SliceBytes ?? 0);
}
