using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.Summarize;

//  partial of floating-point numbers   | count (long) | sum (double)         |
//  partial of integers                 | count (long) | sum (Int128, 2 × 8)  |
internal sealed class SummarizeJob(ArrayLayout layout, bool strided) : IJob
{
    private int PartialBytes => layout.Type.IsInteger() ? 24 : 16;

    public ChunkPlan Plan(long? chunkSize)
    {
        long size = ChunkSizes.Choose(layout.Slices, chunkSize, ChunkSizes.Default(layout, PartialBytes));
        return strided ? ChunkPlan.Strided(layout.Slices, size) : ChunkPlan.Contiguous(layout.Slices, size);
    }

    public int PartialSize(in Chunk chunk) => PartialBytes;

    public void Map(in MapContext context, Span<byte> partial)
    {
        ArrayView view = context.Inputs[0];
        long count = view.Length;
        MemoryMarshal.Write(partial, count);
        if (layout.Type.IsInteger()) MemoryMarshal.Write(partial[sizeof(long)..], ViewSums.SumOfIntegers(view));
        else MemoryMarshal.Write(partial[sizeof(long)..], ViewSums.SumOfFloats(view));
    }

    public IReduction StartReduction(ChunkPlan plan) => new SummarizeReduction(layout.Type.IsInteger());
}
