using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.PairwiseSum;

/// <summary>Σᵢ Σⱼ xᵢ·xⱼ with every product computed: n² multiplications and additions.</summary>
/// <remarks>
/// A row i has 16 running sums; element j is multiplied by xᵢ and added to sum j mod 16, rounded once (fused multiply-add, which IEEE 754
/// fixes, so the bits are the same on every instruction set). Then the sums are added pairwise, and rows one after the other: the
/// order does not depend on how rows are blocked. A NaN result is always <see cref="double.NaN"/> itself.
/// <code>
///             tile of 2,048 x      in the first-level cache, read by 64 rows
///           ┌──────────────────┐
///   8 rows  │ 8 × 2 registers  │   16 sums in registers for each pair of vectors that is loaded, so that the multipliers never wait
///   8 rows  │                  │
/// </code>
/// </remarks>
internal static unsafe class DoubleLoop
{
    /// <summary>Running sums of a row.</summary>
    internal const int Lanes = 16;

    /// <summary>Rows that a kernel computes together.</summary>
    internal const int RowsAtOnce = 8;

    private const int RowsOfGroup = 64;
    private const int Tile = 2048;

    /// <summary>The sum over some rows and all columns.</summary>
    /// <param name="all">The whole vector; of any element type, contiguous.</param>
    /// <param name="firstRow">Of the elements of <paramref name="all"/>.</param>
    /// <param name="rows">How many.</param>
    public static double Sum(in ArrayView all, long firstRow, long rows)
    {
        double sum = 0;
        double* factors = stackalloc double[RowsOfGroup], lanes = stackalloc double[RowsOfGroup * Lanes], tile = stackalloc double[Tile];
        for (long done = 0; done < rows; done += RowsOfGroup)
        {
            int count = (int)Math.Min(RowsOfGroup, rows - done);
            // Rows beyond the last are computed with a factor of zero, and left out of the sum.
            new Span<double>(factors, RowsOfGroup).Clear();
            new Span<double>(lanes, RowsOfGroup * Lanes).Clear();
            Elements.CopyTo(all, firstRow + done, new Span<double>(factors, count));
            AddGroup(all, factors, (count + RowsAtOnce - 1) / RowsAtOnce * RowsAtOnce, tile, lanes);
            for (int row = 0; row < count; row++) sum += Combine(lanes + (row * Lanes));
        }

        return double.IsNaN(sum) ? double.NaN : sum;
    }

    private static void AddGroup(in ArrayView all, double* factors, int rows, double* buffer, double* lanes)
    {
        for (long start = 0; start < all.Length; start += Tile)
        {
            int length = (int)Math.Min(Tile, all.Length - start);
            double* tile = buffer;
            if (all.Layout.Type == ElementType.Float64) tile = (double*)all.Address + start;
            else Elements.CopyTo(all, start, new Span<double>(buffer, length));
            for (int row = 0; row < rows; row += RowsAtOnce) AddTile(factors + row, tile, length, lanes + (row * Lanes));
        }
    }

    private static void AddTile(double* factors, double* tile, int length, double* lanes)
    {
        int vectored = length / Lanes * Lanes;
        if (Vector512.IsHardwareAccelerated) Add512(factors, tile, vectored, lanes);
        else if (Vector256.IsHardwareAccelerated) Add256(factors, tile, vectored, lanes);
        else AddScalar(factors, tile, vectored, lanes);
        AddScalar(factors, tile + vectored, length - vectored, lanes);
    }

    /// <summary>Adds the products of eight rows with the elements of a tile.</summary>
    /// <param name="factors">One per row.</param>
    /// <param name="tile">As many elements as <paramref name="length"/> says.</param>
    /// <param name="length">A multiple of <see cref="Lanes"/>.</param>
    /// <param name="lanes">Running sums, <see cref="Lanes"/> per row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add512(double* factors, double* tile, int length, double* lanes)
    {
        Vector512<double> f0 = Vector512.Create(factors[0]), f1 = Vector512.Create(factors[1]);
        Vector512<double> f2 = Vector512.Create(factors[2]), f3 = Vector512.Create(factors[3]);
        Vector512<double> f4 = Vector512.Create(factors[4]), f5 = Vector512.Create(factors[5]);
        Vector512<double> f6 = Vector512.Create(factors[6]), f7 = Vector512.Create(factors[7]);
        Vector512<double> a0 = Vector512.Load(lanes), b0 = Vector512.Load(lanes + 8);
        Vector512<double> a1 = Vector512.Load(lanes + 16), b1 = Vector512.Load(lanes + 24);
        Vector512<double> a2 = Vector512.Load(lanes + 32), b2 = Vector512.Load(lanes + 40);
        Vector512<double> a3 = Vector512.Load(lanes + 48), b3 = Vector512.Load(lanes + 56);
        Vector512<double> a4 = Vector512.Load(lanes + 64), b4 = Vector512.Load(lanes + 72);
        Vector512<double> a5 = Vector512.Load(lanes + 80), b5 = Vector512.Load(lanes + 88);
        Vector512<double> a6 = Vector512.Load(lanes + 96), b6 = Vector512.Load(lanes + 104);
        Vector512<double> a7 = Vector512.Load(lanes + 112), b7 = Vector512.Load(lanes + 120);
        for (double* end = tile + length; tile < end; tile += Lanes)
        {
            Vector512<double> a = Vector512.Load(tile), b = Vector512.Load(tile + 8);
            a0 = Vector512.FusedMultiplyAdd(a, f0, a0);
            b0 = Vector512.FusedMultiplyAdd(b, f0, b0);
            a1 = Vector512.FusedMultiplyAdd(a, f1, a1);
            b1 = Vector512.FusedMultiplyAdd(b, f1, b1);
            a2 = Vector512.FusedMultiplyAdd(a, f2, a2);
            b2 = Vector512.FusedMultiplyAdd(b, f2, b2);
            a3 = Vector512.FusedMultiplyAdd(a, f3, a3);
            b3 = Vector512.FusedMultiplyAdd(b, f3, b3);
            a4 = Vector512.FusedMultiplyAdd(a, f4, a4);
            b4 = Vector512.FusedMultiplyAdd(b, f4, b4);
            a5 = Vector512.FusedMultiplyAdd(a, f5, a5);
            b5 = Vector512.FusedMultiplyAdd(b, f5, b5);
            a6 = Vector512.FusedMultiplyAdd(a, f6, a6);
            b6 = Vector512.FusedMultiplyAdd(b, f6, b6);
            a7 = Vector512.FusedMultiplyAdd(a, f7, a7);
            b7 = Vector512.FusedMultiplyAdd(b, f7, b7);
        }

        a0.Store(lanes);
        b0.Store(lanes + 8);
        a1.Store(lanes + 16);
        b1.Store(lanes + 24);
        a2.Store(lanes + 32);
        b2.Store(lanes + 40);
        a3.Store(lanes + 48);
        b3.Store(lanes + 56);
        a4.Store(lanes + 64);
        b4.Store(lanes + 72);
        a5.Store(lanes + 80);
        b5.Store(lanes + 88);
        a6.Store(lanes + 96);
        b6.Store(lanes + 104);
        a7.Store(lanes + 112);
        b7.Store(lanes + 120);
    }

    // Two rows at a time: eight sums and two factors are as many of the sixteen registers as help.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add256(double* factors, double* tile, int length, double* lanes)
    {
        for (int row = 0; row < RowsAtOnce; row += 2, lanes += 2 * Lanes)
        {
            Vector256<double> f0 = Vector256.Create(factors[row]), f1 = Vector256.Create(factors[row + 1]);
            Vector256<double> a0 = Vector256.Load(lanes), b0 = Vector256.Load(lanes + 4);
            Vector256<double> c0 = Vector256.Load(lanes + 8), d0 = Vector256.Load(lanes + 12);
            Vector256<double> a1 = Vector256.Load(lanes + 16), b1 = Vector256.Load(lanes + 20);
            Vector256<double> c1 = Vector256.Load(lanes + 24), d1 = Vector256.Load(lanes + 28);
            for (int j = 0; j < length; j += Lanes)
            {
                Vector256<double> a = Vector256.Load(tile + j), b = Vector256.Load(tile + j + 4);
                Vector256<double> c = Vector256.Load(tile + j + 8), d = Vector256.Load(tile + j + 12);
                a0 = Vector256.FusedMultiplyAdd(a, f0, a0);
                b0 = Vector256.FusedMultiplyAdd(b, f0, b0);
                c0 = Vector256.FusedMultiplyAdd(c, f0, c0);
                d0 = Vector256.FusedMultiplyAdd(d, f0, d0);
                a1 = Vector256.FusedMultiplyAdd(a, f1, a1);
                b1 = Vector256.FusedMultiplyAdd(b, f1, b1);
                c1 = Vector256.FusedMultiplyAdd(c, f1, c1);
                d1 = Vector256.FusedMultiplyAdd(d, f1, d1);
            }

            a0.Store(lanes);
            b0.Store(lanes + 4);
            c0.Store(lanes + 8);
            d0.Store(lanes + 12);
            a1.Store(lanes + 16);
            b1.Store(lanes + 20);
            c1.Store(lanes + 24);
            d1.Store(lanes + 28);
        }
    }

    /// <remarks>Any length: this is also how the last elements of the last tile, fewer than <see cref="Lanes"/>, are added.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScalar(double* factors, double* tile, int length, double* lanes)
    {
        for (int row = 0; row < RowsAtOnce; row++, lanes += Lanes)
            for (int j = 0; j < length; j++) lanes[j % Lanes] = Math.FusedMultiplyAdd(tile[j], factors[row], lanes[j % Lanes]);
    }

    private static double Combine(double* lanes)
    {
        for (int half = Lanes / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }
}
