using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Numerics;

namespace Cluster.Workloads.ColumnSums;

/// <summary>Column sums of floating-point rows.</summary>
/// <remarks>
/// Eight rows at a time, so that the running sums are read and written once for eight rows. The order of additions within a column is
/// fixed: eight rows pairwise, then onto the running sum; the last rows, fewer than eight, one by one. It does not depend on how many
/// columns a register holds. NaN and infinities: as in <see cref="Kernels.FloatSums"/>.
/// </remarks>
internal static unsafe class FloatColumns
{
    private const int RowsAtOnce = 8;

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
        for (; count >= RowsAtOnce; count -= RowsAtOnce, source += RowsAtOnce * (nint)sums.Length) AddEightRows(source, sums);
        for (; count > 0; count--, source += sums.Length)
            for (int i = 0; i < sums.Length; i++) sums[i] += Load(source + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEightRows<T>(T* source, Span<double> sums)
        where T : unmanaged
    {
        nint width = sums.Length;
        int i = 0;
        for (; i <= sums.Length - Vector256<double>.Count; i += Vector256<double>.Count, source += Vector256<double>.Count)
        {
            Vector256<double> eight =
                ((Load256(source) + Load256(source + width)) + (Load256(source + (2 * width)) + Load256(source + (3 * width))))
                + ((Load256(source + (4 * width)) + Load256(source + (5 * width))) + (Load256(source + (6 * width)) + Load256(source + (7 * width))));
            (Vector256.Create(sums[i..]) + eight).CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++, source++)
        {
            sums[i] += ((Load(source) + Load(source + width)) + (Load(source + (2 * width)) + Load(source + (3 * width))))
                + ((Load(source + (4 * width)) + Load(source + (5 * width))) + (Load(source + (6 * width)) + Load(source + (7 * width))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Load<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(float) ? *(float*)source : *(double*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load256<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(float)
            ? Vector256.WidenLower(Vector128.Load((float*)source).ToVector256Unsafe())
            : Vector256.Load((double*)source);
}
