using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads;

/// <summary>The result of a job that fills a matrix: its shape, and the sum of its elements.</summary>
/// <remarks>
/// A partial is the sums of the chunk's rows, 8 bytes each. They are added row by row, so the sum does not depend on the cut into chunks.
/// </remarks>
internal sealed class RowSumReduction(ArrayLayout output) : IReduction
{
    /// <summary>The most rows of a chunk: the length of a partial is an int.</summary>
    public const long MostRows = int.MaxValue / sizeof(double);

    private double _sum;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        foreach (double sum in MemoryMarshal.Cast<byte, double>(partial)) _sum += sum;
    }

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("shape", new[] { output.Rows, output.Columns }),
        new ResultField("sum", double.IsNaN(_sum) ? double.NaN : _sum),
    ]);
}
