using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.PairwiseSum;

/// <remarks>
/// The plan cuts rows of the table of products: a slice is an element xᵢ, to be multiplied by all elements. The partial is a double: the
/// sum over the chunk's rows, or, factored, the sum of their xᵢ.
/// </remarks>
internal sealed class PairwiseSumJob(ArrayLayout layout, bool factored) : IJob
{
    // A row of 100,000 takes 1.5 µs, so a chunk takes 1.5 ms; a smaller input is still cut into more chunks than there are workers.
    private const long MostRows = 1024;
    private const long FewestRows = 64;
    private const long ChunksOfSmallInput = 32;

    public ChunkPlan Plan(long? chunkSize)
    {
        long rows = Math.Clamp(layout.Length / ChunksOfSmallInput / FewestRows * FewestRows, FewestRows, MostRows);
        return ChunkPlan.Contiguous(layout.Length, ChunkSizes.Choose(layout.Length, chunkSize, rows));
    }

    public int PartialSize(in Chunk chunk) => sizeof(double);

    public void Map(in MapContext context, Span<byte> partial)
    {
        Chunk chunk = context.Chunk;
        ArrayView all = context.Inputs[0];
        MemoryMarshal.Write(partial, factored ? SumOfElements(all, chunk) : DoubleLoop.Sum(all, chunk.Start, chunk.Count));
    }

    public IReduction StartReduction(ChunkPlan plan) => new PairwiseSumReduction(factored);

    private static double SumOfElements(in ArrayView all, in Chunk chunk)
    {
        Span<double> buffer = stackalloc double[16 * FloatSums.Lanes], lanes = stackalloc double[FloatSums.Lanes];
        lanes.Clear();
        for (long done = 0; done < chunk.Count; done += buffer.Length)
        {
            Span<double> block = buffer[..(int)Math.Min(buffer.Length, chunk.Count - done)];
            Elements.CopyTo(all, chunk.Start + done, block);
            FloatSums.Accumulate(block, lanes);
        }

        return FloatSums.Combine(lanes);
    }
}
