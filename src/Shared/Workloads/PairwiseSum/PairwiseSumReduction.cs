using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Workloads.PairwiseSum;

internal sealed class PairwiseSumReduction(bool factored) : IReduction
{
    private double _sum;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _sum += MemoryMarshal.Read<double>(partial);

    public byte[]? CompleteStage() => null;

    public JobResult Result
    {
        get
        {
            double sum = factored ? _sum * _sum : _sum;
            // One NaN on every processor: results are compared by their bits.
            return new JobResult([new ResultField("sum", double.IsNaN(sum) ? double.NaN : sum)]);
        }
    }
}
