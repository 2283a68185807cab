using Cluster.Coordinator.Execution;
using Cluster.Jobs;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a job's plan and layouts say about a repetition, exactly.</summary>
/// <param name="Stages">1 where nobody can know.</param>
/// <param name="Chunks">Of each stage.</param>
/// <param name="LastChunk">Size of the last chunk, as a part of the others'.</param>
/// <param name="SlicedBytes">Of inputs of which each chunk sees its own part.</param>
/// <param name="BroadcastBytes">Of inputs that every chunk sees.</param>
/// <param name="OutputBytes">Of the output array.</param>
/// <param name="PartialBytes">Of the partials of a stage.</param>
/// <param name="IsResident">Whether data that was sent stays with its worker for the later stages.</param>
internal sealed record JobWork(
    long Stages, int Chunks, double LastChunk, long SlicedBytes, long BroadcastBytes, long OutputBytes, long PartialBytes, bool IsResident)
{
    /// <summary>Chunks, with the last one counted as what it is.</summary>
    internal double FullChunks => Chunks == 0 ? 0 : Chunks - 1 + LastChunk;

    /// <summary>Whether chunks have data of their own that mode pipe must carry.</summary>
    internal bool MovesChunks => SlicedBytes + OutputBytes > 0;

    /// <summary>Whether there are arrays at all.</summary>
    internal bool HasArrays => MovesChunks || BroadcastBytes > 0;

    internal long ArrayBytes => SlicedBytes + BroadcastBytes + OutputBytes;

    /// <summary>What a full chunk reads from memory and writes to it, each written byte being read before; 0 where everything stays in the cache.</summary>
    internal double MemoryBytesPerChunk(long cacheBytes) =>
        ArrayBytes <= cacheBytes || Chunks == 0 ? 0 : (SlicedBytes + (2.0 * OutputBytes)) / FullChunks;

    internal static JobWork Of(PreparedJob job)
    {
        ChunkPlan plan = job.Plan;
        (double last, long partials) = (1, 0);
        if (plan.Count > 0)
        {
            (Chunk first, Chunk end) = (plan[0], plan[plan.Count - 1]);
            last = Math.Min(1, (double)end.Count / first.Count);
            partials = ((plan.Count - 1L) * job.Job.PartialSize(first)) + job.Job.PartialSize(end);
        }

        return new JobWork(
            job.Job.StageCount ?? 1, plan.Count, last, Bytes(job, InputUse.Sliced), Bytes(job, InputUse.Broadcast), job.Job.Output?.ByteLength ?? 0,
            partials, job.IsResident);
    }

    private static long Bytes(PreparedJob job, InputUse use) => job.Inputs.Where(input => input.Use == use).Sum(input => input.Layout.ByteLength);
}
