using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Powers;

namespace PowerJobs;

internal sealed class PowersJob(ArrayLayout numbers, long exponent, bool negative) : IJob
{
    public ArrayLayout? Output => numbers;

    public ChunkPlan Plan(long? chunkSize) =>
        ChunkPlan.Contiguous(numbers.Slices, ChunkSizes.Choose(numbers.Slices, chunkSize, ChunkSizes.Default(numbers, sizeof(double))));

    public int PartialSize(in Chunk chunk) => sizeof(double);

    public void Map(in MapContext context, Span<byte> partial)
    {
        int count = (int)context.Chunk.Count;
        ReadOnlySpan<double> from = context.Inputs[0].Block<double>(0, count);
        Span<double> to = context.Output.Block<double>(0, count);
        double sum = 0;
        for (int i = 0; i < count; i++) sum += to[i] = (negative ? -1 : 1) * Power.Of(from[i], exponent);
        MemoryMarshal.Write(partial, sum);
    }

    public IReduction StartReduction(ChunkPlan plan) => new SumReduction(numbers);
}
