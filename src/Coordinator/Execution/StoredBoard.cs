using Cluster.Coordinator.Pool;
using Cluster.Faults;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.Processes;

namespace Cluster.Coordinator.Execution;

/// <summary>The board of a job, in a segment of its own; and whether there is to be one.</summary>
/// <remarks>Owned by its executor, and disposed after the job was closed.</remarks>
internal sealed class StoredBoard : IDisposable
{
    // Every worker maps all of it. Partials that need more are so long that a message is a small part of what they cost.
    private const long MostBytes = 64 << 20;

    // So many slots are as large as that without partials.
    private const int MostChunks = (int)(MostBytes / 64);

    private readonly SharedSegment _segment;

    private StoredBoard(SharedSegment segment, BoardLayout layout, PreparedJob job)
    {
        _segment = segment;
        var board = new ChunkBoard(segment.Memory, layout);
        board.Word(BoardLayout.Key) = Random.Shared.NextInt64();
        Use = new BoardUse(segment.Handle, board, job.Request.Schedule, job.Request.Batch);
    }

    /// <summary>For the pool.</summary>
    internal BoardUse Use { get; }

    /// <summary>A board for a job, where workers can take its chunks themselves; null where chunks are to be sent.</summary>
    /// <param name="job">The job.</param>
    /// <param name="inline">Whether its arrays travel.</param>
    /// <param name="pool">On whose workers.</param>
    internal static StoredBoard? Create(PreparedJob job, bool inline, PoolOptions pool)
    {
        if (LayoutFor(job, inline, pool) is not { } layout) return null;
        SharedSegment segment;
        try
        {
            segment = SharedSegment.Create("board", layout.Length, Path.GetTempPath());
        }
        catch (Exception ex) when (ex is IOException or OutOfMemoryException or FaultException)
        {
            // What there is no memory for, messages do as well.
            return null;
        }

        return new StoredBoard(segment, layout, job);
    }

    public void Dispose() => _segment.Dispose();

    // All the reasons in one place. Arrays, and counts of a chunk, that travel are messages anyway. A worker that ends after so many
    // batches, or is started for
    // one, or is ended because another was faster, must be given its chunks by somebody who knows that.
    private static BoardLayout? LayoutFor(PreparedJob job, bool inline, PoolOptions pool)
    {
        bool isSent = inline || job.Request.HandOut == HandOutChoice.Messages || job.Job.Counters > 0 || pool.OnDemand || pool.Speculate
            || pool.RecycleAfterBatches is not null || pool.RecycleAboveMemory is not null;
        if (isSent || job.Plan.Count is < 1 or > MostChunks || MostPartial(job.Job, job.Plan) is not { } bytes) return null;
        var layout = new BoardLayout(job.Plan.Count, pool.Workers, bytes);
        return layout.Length <= MostBytes ? layout : null;
    }

    // Null if they are too many bytes, or the job cannot say: the worker then hears of it, and names the chunk.
    private static int? MostPartial(IJob job, ChunkPlan plan)
    {
        int most = 0;
        try
        {
            for (int chunk = 0; chunk < plan.Count && most * (long)plan.Count <= MostBytes; chunk++)
            {
                int bytes = job.PartialSize(plan[chunk]);
                if (bytes < 0) return null;
                most = Math.Max(most, bytes);
            }
        }
        catch (Exception)
        {
            return null;
        }

        return most * (long)plan.Count <= MostBytes ? most : null;
    }
}
