using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Numerics.Functions;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.Elementwise;

/// <remarks>
/// A slice is one of the input's; the partial is the sum of the chunk's results, a double. Rounds repeat per block, not per array: a block is
/// read from memory and written to it once, whatever the rounds, and meanwhile lies in the first-level cache. Every round computes anew.
/// </remarks>
internal sealed class ElementwiseJob(ArrayLayout layout, ElementFunction function, long rounds) : IJob
{
    // 8 KiB each of input, second input and output: together within the first-level cache. A multiple of FloatSums.Lanes.
    internal const int BlockLength = 1024;

    public ArrayLayout? Output => layout;

    public ChunkPlan Plan(long? chunkSize)
    {
        long size = ChunkSizes.Choose(layout.Slices, chunkSize, ChunkSizes.Default(layout, sizeof(double)));
        return ChunkPlan.Contiguous(layout.Slices, size);
    }

    public int PartialSize(in Chunk chunk) => sizeof(double);

    public void Map(in MapContext context, Span<byte> partial)
    {
        Span<double> lanes = stackalloc double[FloatSums.Lanes];
        lanes.Clear();
        (ArrayView first, ArrayView second, OutputView output) = (context.Inputs[0], context.Inputs[^1], context.Output);
        for (long start = 0; start < output.Length; start += BlockLength)
        {
            int count = (int)Math.Min(BlockLength, output.Length - start);
            Span<double> results = output.Block<double>(start, count);
            Compute(first.Block<double>(start, count), second.Block<double>(start, count), results);
            FloatSums.Accumulate(results, lanes);
        }

        MemoryMarshal.Write(partial, FloatSums.Combine(lanes));
    }

    public IReduction StartReduction(ChunkPlan plan) => new ElementwiseReduction(layout);

    private void Compute(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> results)
    {
        for (long round = 0; round < rounds; round++)
        {
            switch (function)
            {
                case ElementFunction.Exp:
                    ElementMap.Apply<Exponential>(first, results);
                    break;
                case ElementFunction.Sin:
                    ElementMap.Apply<Sine>(first, results);
                    break;
                case ElementFunction.NormalIsf:
                    ElementMap.Apply<NormalIsf>(first, results);
                    break;
                default:
                    ElementMap.Add(first, second, results);
                    break;
            }
        }
    }
}
