using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.ColumnSums;

/// <remarks>In Fortran order a partial brings the sums of its own columns, in C order a share of every sum.</remarks>
internal sealed class FloatReduction(ArrayLayout layout) : IReduction
{
    private readonly double[] _sums = new double[layout.Columns];

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        ReadOnlySpan<double> sums = MemoryMarshal.Cast<byte, double>(partial);
        int first = layout.Order == ArrayOrder.Fortran ? (int)chunk.Start : 0;
        for (int i = 0; i < sums.Length; i++) _sums[first + i] += sums[i];
    }

    public byte[]? CompleteStage()
    {
        // ∞ − ∞ of two chunks has a sign that IEEE 754 does not fix; results are compared by their bits.
        foreach (ref double sum in _sums.AsSpan())
            if (double.IsNaN(sum)) sum = double.NaN;
        return null;
    }

    public JobResult Result => new(
        [new ResultField("columns", _sums), new ResultField("total", FloatSums.Sum(_sums))],
        "columns",
        ArrayLayout.Vector(ElementType.Float64, layout.Columns));
}
