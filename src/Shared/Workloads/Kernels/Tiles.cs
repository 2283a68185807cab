using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cluster.Workloads.Kernels;

/// <summary>The innermost loop of products and distances: eight rows by 24 columns of sums.</summary>
/// <remarks>
/// <code>
///   panel of columns:   k = 0: 24 elements | k = 1: 24 elements | …
///   panel of rows:      k = 0:  8 elements | k = 1:  8 elements | …
/// </code>
/// Each sum is one chain over k, in order, wherever the chain is interrupted and whichever path runs: the same bits. The sums fill 24
/// registers of eight, which hides the latency of a multiplication three times over and leaves eight of the 32 for what is loaded: eleven
/// loads feed 24 multiplications. Processors with sixteen registers of four go over the panels four times, four rows by twelve columns
/// each.
/// </remarks>
internal static unsafe class Tiles<TOperation>
    where TOperation : struct, ITileOperation
{
    /// <summary>Takes up the sums of a tile where they were left, and adds <paramref name="depth"/> pairs to each.</summary>
    /// <param name="rows">A panel of rows.</param>
    /// <param name="columns">A panel of columns.</param>
    /// <param name="depth">Pairs.</param>
    /// <param name="tile">The sums, row by row.</param>
    public static void Add(double* rows, double* columns, nint depth, double* tile)
    {
        if (Vector512.IsHardwareAccelerated) Add512(rows, columns, depth, tile);
        else if (Vector256.IsHardwareAccelerated) Add256(rows, columns, depth, tile);
        else AddScalar(rows, columns, depth, tile);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add512(double* rows, double* columns, nint depth, double* tile)
    {
        Vector512<double> s00 = Vector512.Load(tile), s01 = Vector512.Load(tile + 8), s02 = Vector512.Load(tile + 16);
        Vector512<double> s10 = Vector512.Load(tile + 24), s11 = Vector512.Load(tile + 32), s12 = Vector512.Load(tile + 40);
        Vector512<double> s20 = Vector512.Load(tile + 48), s21 = Vector512.Load(tile + 56), s22 = Vector512.Load(tile + 64);
        Vector512<double> s30 = Vector512.Load(tile + 72), s31 = Vector512.Load(tile + 80), s32 = Vector512.Load(tile + 88);
        Vector512<double> s40 = Vector512.Load(tile + 96), s41 = Vector512.Load(tile + 104), s42 = Vector512.Load(tile + 112);
        Vector512<double> s50 = Vector512.Load(tile + 120), s51 = Vector512.Load(tile + 128), s52 = Vector512.Load(tile + 136);
        Vector512<double> s60 = Vector512.Load(tile + 144), s61 = Vector512.Load(tile + 152), s62 = Vector512.Load(tile + 160);
        Vector512<double> s70 = Vector512.Load(tile + 168), s71 = Vector512.Load(tile + 176), s72 = Vector512.Load(tile + 184);
        for (; depth > 0; depth--, rows += 8, columns += 24)
        {
            Vector512<double> b0 = Vector512.Load(columns), b1 = Vector512.Load(columns + 8), b2 = Vector512.Load(columns + 16);
            Vector512<double> a = Vector512.Create(rows[0]);
            (s00, s01, s02) = (TOperation.Add(s00, a, b0), TOperation.Add(s01, a, b1), TOperation.Add(s02, a, b2));
            a = Vector512.Create(rows[1]);
            (s10, s11, s12) = (TOperation.Add(s10, a, b0), TOperation.Add(s11, a, b1), TOperation.Add(s12, a, b2));
            a = Vector512.Create(rows[2]);
            (s20, s21, s22) = (TOperation.Add(s20, a, b0), TOperation.Add(s21, a, b1), TOperation.Add(s22, a, b2));
            a = Vector512.Create(rows[3]);
            (s30, s31, s32) = (TOperation.Add(s30, a, b0), TOperation.Add(s31, a, b1), TOperation.Add(s32, a, b2));
            a = Vector512.Create(rows[4]);
            (s40, s41, s42) = (TOperation.Add(s40, a, b0), TOperation.Add(s41, a, b1), TOperation.Add(s42, a, b2));
            a = Vector512.Create(rows[5]);
            (s50, s51, s52) = (TOperation.Add(s50, a, b0), TOperation.Add(s51, a, b1), TOperation.Add(s52, a, b2));
            a = Vector512.Create(rows[6]);
            (s60, s61, s62) = (TOperation.Add(s60, a, b0), TOperation.Add(s61, a, b1), TOperation.Add(s62, a, b2));
            a = Vector512.Create(rows[7]);
            (s70, s71, s72) = (TOperation.Add(s70, a, b0), TOperation.Add(s71, a, b1), TOperation.Add(s72, a, b2));
        }

        Store(tile, s00, s01, s02);
        Store(tile + 24, s10, s11, s12);
        Store(tile + 48, s20, s21, s22);
        Store(tile + 72, s30, s31, s32);
        Store(tile + 96, s40, s41, s42);
        Store(tile + 120, s50, s51, s52);
        Store(tile + 144, s60, s61, s62);
        Store(tile + 168, s70, s71, s72);
    }

    internal static void Add256(double* rows, double* columns, nint depth, double* tile)
    {
        AddQuarter256(rows, columns, depth, tile);
        AddQuarter256(rows, columns + 12, depth, tile + 12);
        AddQuarter256(rows + 4, columns, depth, tile + 96);
        AddQuarter256(rows + 4, columns + 12, depth, tile + 108);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScalar(double* rows, double* columns, nint depth, double* tile)
    {
        for (int row = 0; row < Panels.Rows; row++)
        {
            for (int column = 0; column < Panels.Columns; column++, tile++)
            {
                double sum = *tile;
                for (nint k = 0; k < depth; k++)
                    sum = TOperation.Add(sum, rows[(k * Panels.Rows) + row], columns[(k * Panels.Columns) + column]);
                *tile = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddQuarter256(double* rows, double* columns, nint depth, double* tile)
    {
        Vector256<double> s00 = Vector256.Load(tile), s01 = Vector256.Load(tile + 4), s02 = Vector256.Load(tile + 8);
        Vector256<double> s10 = Vector256.Load(tile + 24), s11 = Vector256.Load(tile + 28), s12 = Vector256.Load(tile + 32);
        Vector256<double> s20 = Vector256.Load(tile + 48), s21 = Vector256.Load(tile + 52), s22 = Vector256.Load(tile + 56);
        Vector256<double> s30 = Vector256.Load(tile + 72), s31 = Vector256.Load(tile + 76), s32 = Vector256.Load(tile + 80);
        for (; depth > 0; depth--, rows += 8, columns += 24)
        {
            Vector256<double> b0 = Vector256.Load(columns), b1 = Vector256.Load(columns + 4), b2 = Vector256.Load(columns + 8);
            Vector256<double> a = Vector256.Create(rows[0]);
            (s00, s01, s02) = (TOperation.Add(s00, a, b0), TOperation.Add(s01, a, b1), TOperation.Add(s02, a, b2));
            a = Vector256.Create(rows[1]);
            (s10, s11, s12) = (TOperation.Add(s10, a, b0), TOperation.Add(s11, a, b1), TOperation.Add(s12, a, b2));
            a = Vector256.Create(rows[2]);
            (s20, s21, s22) = (TOperation.Add(s20, a, b0), TOperation.Add(s21, a, b1), TOperation.Add(s22, a, b2));
            a = Vector256.Create(rows[3]);
            (s30, s31, s32) = (TOperation.Add(s30, a, b0), TOperation.Add(s31, a, b1), TOperation.Add(s32, a, b2));
        }

        Store(tile, s00, s01, s02);
        Store(tile + 24, s10, s11, s12);
        Store(tile + 48, s20, s21, s22);
        Store(tile + 72, s30, s31, s32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(double* destination, Vector512<double> first, Vector512<double> second, Vector512<double> third)
    {
        first.Store(destination);
        second.Store(destination + 8);
        third.Store(destination + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(double* destination, Vector256<double> first, Vector256<double> second, Vector256<double> third)
    {
        first.Store(destination);
        second.Store(destination + 4);
        third.Store(destination + 8);
    }
}
