using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.Elementwise;

internal sealed class ElementwiseReduction(ArrayLayout layout) : IReduction
{
    private double _sum;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _sum += MemoryMarshal.Read<double>(partial);

    public byte[]? CompleteStage() => null;

    // One NaN on every processor: the sign of ∞ − ∞ is not fixed by IEEE 754, and results are compared by their bits.
    public JobResult Result => new(
    [
        new ResultField("shape", layout.Rank == 1 ? new[] { layout.Rows } : [layout.Rows, layout.Columns]),
        new ResultField("sum", double.IsNaN(_sum) ? double.NaN : _sum),
    ]);
}
