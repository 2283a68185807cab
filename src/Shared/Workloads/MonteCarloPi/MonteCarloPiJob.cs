using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.MonteCarloPi;

/// <remarks>A slice is a sample; the partial is the number of samples inside, a long.</remarks>
internal sealed class MonteCarloPiJob(ulong seed, long samples, long tasks) : IJob
{
    private readonly Philox4x32 _stream = new(seed, (uint)RandomStream.Samples);

    public ChunkPlan Plan(long? chunkSize)
    {
        long perTask = (samples / tasks) + (samples % tasks == 0 ? 0 : 1);
        return ChunkPlan.Contiguous(samples, ChunkSizes.Choose(samples, chunkSize, perTask));
    }

    public int PartialSize(in Chunk chunk) => sizeof(long);

    public void Map(in MapContext context, Span<byte> partial) =>
        MemoryMarshal.Write(partial, QuarterCircle.CountInside(_stream, context.Chunk.Start, context.Chunk.Count));

    public IReduction StartReduction(ChunkPlan plan) => new MonteCarloPiReduction(samples);
}
