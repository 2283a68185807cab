using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.MonteCarloPi;

namespace Cluster.Workloads.TinyTasks;

/// <remarks>
/// A slice is a task; the partial is the number of samples inside, a long. Sample j of task t is number t·2³² + j of the stream: it depends on
/// the seed and the task, not on how many tasks or samples there are.
/// </remarks>
internal sealed class TinyTasksJob(ulong seed, long tasks, long samplesPerTask) : IJob
{
    /// <summary>2³¹ tasks of that many fill the 63 bits of a sample's number.</summary>
    internal const long MostSamplesPerTask = 1L << 32;

    private readonly Philox4x32 _stream = new(seed, (uint)RandomStream.Samples);

    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(tasks, ChunkSizes.Choose(tasks, chunkSize, byDefault: 1));

    public int PartialSize(in Chunk chunk) => sizeof(long);

    public void Map(in MapContext context, Span<byte> partial)
    {
        long inside = 0;
        for (long task = context.Chunk.Start; task < context.Chunk.Start + context.Chunk.Count; task++)
            inside += QuarterCircle.CountInside(_stream, task * MostSamplesPerTask, samplesPerTask);
        MemoryMarshal.Write(partial, inside);
    }

    public IReduction StartReduction(ChunkPlan plan) => new TinyTasksReduction(tasks, samplesPerTask);
}
