using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Numerics;

namespace Cluster.Workloads.ColumnSums;

/// <summary>Column sums of floating-point rows.</summary>
/// <remarks>
/// Four rows at a time, so that the running sums are read and written once for four rows. The order of additions within a column is
/// fixed: four rows pairwise, then onto the running sum; the last rows, fewer than four, one by one. It does not depend on how many
/// columns a register holds. NaN and infinities: as in <see cref="Kernels.FloatSums"/>.
/// </remarks>
internal static unsafe class FloatColumns
{
    // Measured on 10,000 × 10,000 doubles (Zen 5): 28 GB/s by single rows, 38 by four, which is what memory yields, 30 by eight.
    private const int RowsAtOnce = 4;

    /// <summary>Adds the rows of a view to <paramref name="sums"/>.</summary>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>, as the view has it.</typeparam>
    /// <param name="view">Adjacent rows.</param>
    /// <param name="sums">One per column.</param>
    public static void Add<T>(in ArrayView view, Span<double> sums)
        where T : unmanaged
    {
        if (sums.IsEmpty) return;
        int fold = RowFolding.RowsPerWideRow(sums.Length);
        var source = (T*)view.Address;
        if (fold == 1)
        {
            AddRows(source, view.Count, sums);
        }
        else
        {
            Span<double> wide = stackalloc double[RowFolding.WidestRow];
            wide = wide[..(fold * sums.Length)];
            wide.Clear();
            (long wideRows, long rest) = Math.DivRem(view.Count, fold);
            AddRows(source, wideRows, wide);
            for (int i = 0; i < wide.Length; i++) sums[i % sums.Length] += wide[i];
            AddRows(source + (wideRows * wide.Length), rest, sums);
        }

        foreach (ref double sum in sums)
            if (double.IsNaN(sum)) sum = double.NaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddRows<T>(T* source, long count, Span<double> sums)
        where T : unmanaged
    {
        for (; count >= RowsAtOnce; count -= RowsAtOnce, source += RowsAtOnce * (nint)sums.Length) AddFourRows(source, sums);
        for (; count > 0; count--, source += sums.Length)
            for (int i = 0; i < sums.Length; i++) sums[i] += Load(source + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFourRows<T>(T* source, Span<double> sums)
        where T : unmanaged
    {
        nint width = sums.Length;
        int i = 0;
        fixed (double* sum = sums)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i <= sums.Length - 8; i += 8, source += 8)
                {
                    Vector512<double> four = (Load512(source) + Load512(source + width))
                        + (Load512(source + (2 * width)) + Load512(source + (3 * width)));
                    (Vector512.Load(sum + i) + four).Store(sum + i);
                }
            }

            for (; i <= sums.Length - 4; i += 4, source += 4)
            {
                Vector256<double> four = (Load256(source) + Load256(source + width))
                    + (Load256(source + (2 * width)) + Load256(source + (3 * width)));
                (Vector256.Load(sum + i) + four).Store(sum + i);
            }
        }

        for (; i < sums.Length; i++, source++)
            sums[i] += (Load(source) + Load(source + width)) + (Load(source + (2 * width)) + Load(source + (3 * width)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Load<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(float) ? *(float*)source : *(double*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load256<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(float)
            ? Vector256.WidenLower(Vector128.Load((float*)source).ToVector256Unsafe())
            : Vector256.Load((double*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load512<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(float)
            ? Vector512.WidenLower(Vector256.Load((float*)source).ToVector512Unsafe())
            : Vector512.Load((double*)source);
}
