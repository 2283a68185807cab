using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.MonteCarloPi;
using Cluster.Workloads.TinyTasks;

namespace Cluster.Demonstrations.Rng;

/// <summary>The cure: a task's numbers are a function of the seed and of the task's number, whoever computes it.</summary>
internal sealed class KeyedStreamsJob(ulong seed, long tasks, long samples) : IJob
{
    private readonly Philox4x32 _stream = new(seed, (uint)RandomStream.Samples);
    private long _turn;

    public ChunkPlan Plan(long? chunkSize) => ChunkPlan.Contiguous(tasks, 1);

    public int PartialSize(in Chunk chunk) => TaskEstimate.Size;

    public void Map(in MapContext context, Span<byte> partial)
    {
        long inside = QuarterCircle.CountInside(_stream, context.Chunk.Start * TinyTasksJob.MostSamplesPerTask, samples);
        MemoryMarshal.Write(partial, new TaskEstimate(inside, Environment.ProcessId, _turn++));
    }

    public IReduction StartReduction(ChunkPlan plan) => new TaskEstimatesReduction(plan.Count);
}
