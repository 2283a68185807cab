using Cluster.Numerics;

namespace Cluster.Workloads.Kernels;

/// <summary>The rows, or the columns, of a matrix in memory: one operand of a product.</summary>
/// <param name="Address">Of the first element of the first line.</param>
/// <param name="Type">Of the elements.</param>
/// <param name="Count">Lines.</param>
/// <param name="Length">Elements of a line.</param>
/// <param name="LineStride">From one line to the next, in elements.</param>
/// <param name="ElementStride">From one element of a line to the next, in elements.</param>
internal readonly record struct Lines(nint Address, ElementType Type, nint Count, nint Length, nint LineStride, nint ElementStride)
{
    /// <summary>The rows of a view that shows adjacent slices.</summary>
    public static Lines RowsOf(in ArrayView view) => view.Layout.Order == ArrayOrder.C
        ? new(view.Address, view.Layout.Type, (nint)view.Count, (nint)view.Layout.Columns, (nint)view.Layout.Columns, 1)
        : new(view.Address, view.Layout.Type, (nint)view.Layout.Rows, (nint)view.Count, 1, (nint)view.Layout.Rows);

    /// <summary>The columns of a view that shows adjacent slices.</summary>
    public static Lines ColumnsOf(in ArrayView view)
    {
        Lines rows = RowsOf(view);
        return new(rows.Address, rows.Type, rows.Length, rows.Count, rows.ElementStride, rows.LineStride);
    }

    /// <summary>Some of the lines.</summary>
    public Lines Part(nint first, nint count) => this with { Address = Address + (first * LineStride * Type.Size()), Count = count };
}
