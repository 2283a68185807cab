using System.Runtime.CompilerServices;
using Cluster.Numerics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.DistanceMatrix;

/// <summary>Distances one at a time, as the source document's loop has them.</summary>
/// <remarks>Nothing that is loaded is used twice, and every addition waits for the one before.</remarks>
internal static unsafe class CellByCell
{
    /// <inheritdoc cref="TiledMap{TOperation}.Run"/>
    public static void Run(in Lines rows, in Lines columns, double* output, Span<double> sums)
    {
        double* lanes = stackalloc double[RowSums.Lanes];
        for (int row = 0; row < sums.Length; row++)
        {
            new Span<double>(lanes, RowSums.Lanes).Clear();
            for (nint column = 0; column < columns.Count; column++, output++)
            {
                double distance = Cell(rows.Part(row, 1), columns.Part(column, 1));
                *output = double.IsNaN(distance) ? double.NaN : distance;
                lanes[column % RowSums.Lanes] += *output;
            }

            sums[row] = RowSums.Combine(lanes);
        }
    }

    private static double Cell(in Lines row, in Lines column) => row.Type switch
    {
        ElementType.Float64 => Cell<double>(row, column),
        ElementType.Float32 => Cell<float>(row, column),
        ElementType.Int64 => Cell<long>(row, column),
        ElementType.Int32 => Cell<int>(row, column),
        ElementType.Int16 => Cell<short>(row, column),
        ElementType.UInt8 => Cell<byte>(row, column),
        ElementType.Boolean => Cell<bool>(row, column),
        _ => throw new InvalidOperationException($"{row.Type} is not an element type"),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Cell<T>(in Lines row, in Lines column)
        where T : unmanaged
    {
        T* a = (T*)row.Address;
        T* b = (T*)column.Address;
        double sum = 0;
        for (nint k = 0; k < row.Length; k++, a += row.ElementStride, b += column.ElementStride)
            sum = EuclideanDistance.Add(sum, Panels.ToDouble(*a), Panels.ToDouble(*b));
        return EuclideanDistance.Finish(sum);
    }
}
