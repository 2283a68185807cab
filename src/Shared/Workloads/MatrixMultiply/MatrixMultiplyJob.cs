using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.MatrixMultiply;

/// <remarks>
/// A slice is a row of the output, and of the left matrix if that is in C order; if not, a chunk sees all of it and takes its rows. The
/// partial is the sums of the chunk's rows. Each element of the output is one chain of fused multiplications and additions, as in the plain
/// triple loop.
/// </remarks>
internal sealed class MatrixMultiplyJob(ArrayLayout left, ArrayLayout right) : IJob
{
    // Every chunk packs the right matrix anew: a twentieth of its time. Half as many rows, and it is a seventh; twice as many, and a matrix
    // of 2000 rows is four chunks, which three workers cannot share.
    private const long RowsPerChunk = 256;

    public ArrayLayout Output { get; } = ArrayLayout.Matrix(ElementType.Float64, left.Rows, right.Columns, ArrayOrder.C);

    public ChunkPlan Plan(long? chunkSize)
    {
        long size = ChunkSizes.Choose(Output.Slices, chunkSize, RowsPerChunk);
        return ChunkPlan.Contiguous(Output.Slices, Math.Min(size, RowSumReduction.MostRows));
    }

    public int PartialSize(in Chunk chunk) => (int)chunk.Count * sizeof(double);

    public unsafe void Map(in MapContext context, Span<byte> partial)
    {
        Lines rows = Lines.RowsOf(context.Inputs[0]);
        if (left.Order == ArrayOrder.Fortran) rows = rows.Part((nint)context.Chunk.Start, (nint)context.Chunk.Count);
        Lines columns = Lines.ColumnsOf(context.Inputs[1]);
        TiledMap<Product>.Run(rows, columns, (double*)context.Output.Address, MemoryMarshal.Cast<byte, double>(partial));
    }

    public IReduction StartReduction(ChunkPlan plan) => new RowSumReduction(Output);
}
