using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.Rng;

/// <summary>The mistake: a generator with a state, of which every worker has a copy.</summary>
/// <remarks>
/// Each worker creates its own instance and takes its copy with the first task, as a forked process has the one of its parent. One thread
/// per process.
/// </remarks>
internal sealed class InheritedStreamJob(long tasks, long samples) : IJob
{
    private AdditiveGenerator? _generator;
    private long _turn;

    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(tasks, 1);

    public int PartialSize(in Chunk chunk) => TaskEstimate.Size;

    public void Map(in MapContext context, Span<byte> partial)
    {
        _generator ??= AdditiveGenerator.Of(context.Inputs[0].Block<double>(0, AdditiveGenerator.CopyLength));
        MemoryMarshal.Write(partial, new TaskEstimate(_generator.CountInside(samples), Environment.ProcessId, _turn++));
    }

    public IReduction StartReduction(ChunkPlan plan) => new TaskEstimatesReduction(plan.Count);
}
