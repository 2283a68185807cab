using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Workloads.Kernels;

/// <summary>Moves tiles between the buffer in which they are summed and their place in the output.</summary>
/// <remarks>A tile at the right or lower edge has places for some of its rows and columns only.</remarks>
internal static unsafe class TileOutput
{
    /// <summary>Takes up sums that an earlier depth has left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load(double* corner, nint stride, int rows, int columns, double* tile)
    {
        for (int row = 0; row < rows; row++, corner += stride, tile += Panels.Columns) Copy(corner, tile, columns);
    }

    /// <summary>Leaves sums for a later depth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Save(double* tile, double* corner, nint stride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++, corner += stride, tile += Panels.Columns) Copy(tile, corner, columns);
    }

    /// <summary>Writes elements that are finished, and adds them to the running sums of their rows.</summary>
    /// <param name="tile">The sums.</param>
    /// <param name="corner">Where the first one belongs.</param>
    /// <param name="stride">From one row of the output to the next, in elements.</param>
    /// <param name="rows">Of the tile that the output has.</param>
    /// <param name="columns">Likewise.</param>
    /// <param name="lanes">Of the first row; see <see cref="RowSums"/>.</param>
    /// <param name="stream">
    /// True to write past the caches where whole lines are written: memory is then not asked for what is overwritten. Distances of
    /// 15,000 points take a fifth less time.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish<TOperation>(double* tile, double* corner, nint stride, int rows, int columns, double* lanes, bool stream)
        where TOperation : struct, ITileOperation
    {
        for (int row = 0; row < rows; row++, corner += stride, tile += Panels.Columns, lanes += RowSums.Lanes)
        {
            if (columns < Panels.Columns)
            {
                FinishPart<TOperation>(tile, corner, columns, lanes);
                continue;
            }

            Vector512<double> first = Canonical(TOperation.Finish(Vector512.Load(tile)));
            Vector512<double> second = Canonical(TOperation.Finish(Vector512.Load(tile + 8)));
            Vector512<double> third = Canonical(TOperation.Finish(Vector512.Load(tile + 16)));
            (((Vector512.Load(lanes) + first) + second) + third).Store(lanes);
            if (stream && (nint)corner % sizeof(Vector512<double>) == 0)
            {
                first.StoreAlignedNonTemporal(corner);
                second.StoreAlignedNonTemporal(corner + 8);
                third.StoreAlignedNonTemporal(corner + 16);
            }
            else
            {
                first.Store(corner);
                second.Store(corner + 8);
                third.Store(corner + 16);
            }
        }
    }

    /// <summary>Asks for the place of a tile, which is in the last-level cache or further away.</summary>
    public static void Prefetch(double* corner, nint stride)
    {
        if (!Sse.IsSupported) return;
        for (int row = 0; row < Panels.Rows; row++, corner += stride)
        {
            Sse.Prefetch0(corner);
            Sse.Prefetch0(corner + 8);
            Sse.Prefetch0(corner + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(double* source, double* destination, int columns)
    {
        if (columns == Panels.Columns)
        {
            Vector512.Load(source).Store(destination);
            Vector512.Load(source + 8).Store(destination + 8);
            Vector512.Load(source + 16).Store(destination + 16);
        }
        else
        {
            for (int column = 0; column < columns; column++) destination[column] = source[column];
        }
    }

    private static void FinishPart<TOperation>(double* tile, double* corner, int columns, double* lanes)
        where TOperation : struct, ITileOperation
    {
        for (int column = 0; column < columns; column++)
        {
            double value = TOperation.Finish(tile[column]);
            if (double.IsNaN(value)) value = double.NaN;
            lanes[column % RowSums.Lanes] += value;
            corner[column] = value;
        }
    }

    // Which sign and payload survives depends on the processor and on the order of operands; results are compared by their bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Canonical(Vector512<double> value) =>
        Vector512.ConditionalSelect(Vector512.Equals(value, value), value, Vector512.Create(double.NaN));
}
