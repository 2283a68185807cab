using Cluster.Jobs;

namespace BrokenJobs;

/// <summary>A job with a given plan, or with none.</summary>
public sealed class BrokenCode(ChunkPlan? plan) : IJob
{
    public ChunkPlan Plan(long? chunkSize) => plan!;

    public int PartialSize(in Chunk chunk) => 8;

    public void Map(in MapContext context, Span<byte> partial) => throw new NotSupportedException("Map is not reached");

    public IReduction StartReduction(ChunkPlan plan) => throw new NotSupportedException("StartReduction is not reached");
}
