using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.ColumnSums;

/// <remarks>As <see cref="FloatReduction"/>, but exact: a sum that does not fit into the result's 64 bits is an error.</remarks>
internal sealed class IntegerReduction(ArrayLayout layout) : IReduction
{
    private readonly Int128[] _sums = new Int128[layout.Columns];

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        ReadOnlySpan<long> digits = MemoryMarshal.Cast<byte, long>(partial);
        ReadOnlySpan<long> lower = digits[..(digits.Length / 2)];
        ReadOnlySpan<long> higher = digits[lower.Length..];
        int first = layout.Order == ArrayOrder.Fortran ? (int)chunk.Start : 0;
        for (int i = 0; i < lower.Length; i++) _sums[first + i] += IntegerColumns.Value(lower[i], higher[i]);
    }

    public byte[]? CompleteStage() => null;

    /// <exception cref="OverflowException">A sum does not fit into 64 bits.</exception>
    public JobResult Result
    {
        get
        {
            var columns = new long[_sums.Length];
            Int128 total = 0;
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i] = ExactSum.ToInt64(_sums[i], $"column {i}");
                total += _sums[i];
            }

            return new JobResult(
                [new ResultField("columns", columns), new ResultField("total", ExactSum.ToInt64(total, "total"))],
                "columns",
                ArrayLayout.Vector(ElementType.Int64, columns.Length));
        }
    }
}
