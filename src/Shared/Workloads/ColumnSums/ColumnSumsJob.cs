using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.ColumnSums;

//  n is the columns of the chunk in Fortran order, all columns in C order
//
//  partial of floating-point numbers   | n sums (double)                                   |
//  partial of integers                 | n lower digits (long) | n higher digits (long)    |   see IntegerColumns
internal sealed class ColumnSumsJob(ArrayLayout layout) : IJob
{
    /// <summary>Bytes of a partial for one column of integers.</summary>
    public const int IntegerBytes = 2 * sizeof(long);

    private int BytesPerColumn => layout.Type.IsInteger() ? IntegerBytes : sizeof(double);

    private bool ColumnsAreSlices => layout.Order == ArrayOrder.Fortran;

    public ChunkPlan Plan(long? chunkSize)
    {
        // No columns, no sums, however many rows there are.
        if (layout.Columns == 0) return ChunkPlan.Contiguous(0, 1);
        long partialBytes = ColumnsAreSlices ? 0 : layout.Columns * BytesPerColumn;
        long size = ChunkSizes.Choose(layout.Slices, chunkSize, ChunkSizes.Default(layout, partialBytes));
        // The length of a partial is an int, whatever size is asked for.
        if (ColumnsAreSlices) size = Math.Min(size, int.MaxValue / IntegerBytes);
        return ChunkPlan.Contiguous(layout.Slices, size);
    }

    public int PartialSize(in Chunk chunk) => checked((int)(ColumnsAreSlices ? chunk.Count : layout.Columns) * BytesPerColumn);

    public void Map(in MapContext context, Span<byte> partial)
    {
        ArrayView view = context.Inputs[0];
        if (layout.Type.IsInteger()) MapIntegers(view, MemoryMarshal.Cast<byte, long>(partial));
        else MapFloats(view, MemoryMarshal.Cast<byte, double>(partial));
    }

    public IReduction StartReduction(ChunkPlan plan) => layout.Type.IsInteger() ? new IntegerReduction(layout) : new FloatReduction(layout);

    private void MapFloats(in ArrayView view, Span<double> sums)
    {
        if (ColumnsAreSlices)
            for (int i = 0; i < sums.Length; i++) sums[i] = ViewSums.SumOfFloats(OneSlice(view, i));
        else if (layout.Type == ElementType.Float64) FloatColumns.Add<double>(view, sums);
        else FloatColumns.Add<float>(view, sums);
    }

    private void MapIntegers(in ArrayView view, Span<long> digits)
    {
        Span<long> lower = digits[..(digits.Length / 2)];
        Span<long> higher = digits[lower.Length..];
        if (ColumnsAreSlices)
            for (int i = 0; i < lower.Length; i++) (lower[i], higher[i]) = IntegerColumns.Digits(ViewSums.SumOfIntegers(OneSlice(view, i)));
        else IntegerColumns.Add(view, lower, higher);
    }

    private static ArrayView OneSlice(in ArrayView view, long index) =>
        new(view.Address + (nint)(index * view.Step * view.Layout.SliceBytes), view.Layout, Count: 1, Step: 1);
}
