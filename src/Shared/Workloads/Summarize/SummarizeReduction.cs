using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.Summarize;

/// <remarks>The mean of no numbers is NaN. A mean of integers is their exact sum, rounded once, divided by the count.</remarks>
internal sealed class SummarizeReduction(bool integers) : IReduction
{
    private long _count;
    private double _sum;
    private Int128 _exactSum;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        _count += MemoryMarshal.Read<long>(partial);
        if (integers) _exactSum += MemoryMarshal.Read<Int128>(partial[sizeof(long)..]);
        else _sum += MemoryMarshal.Read<double>(partial[sizeof(long)..]);
    }

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("count", _count),
        new ResultField("sum", integers ? (object)ExactSum.ToInt64(_exactSum, "sum") : Canonical(_sum)),
        new ResultField("mean", Canonical((integers ? (double)_exactSum : _sum) / _count)),
    ]);

    // One NaN on every processor: the sign of 0/0 and of ∞ − ∞ is not fixed by IEEE 754, and results are compared by their bits.
    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;
}
