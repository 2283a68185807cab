using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>Turns rows of coordinates into one column per coordinate.</summary>
internal static unsafe class Transposition
{
    /// <summary>Columns of some rows; rows beyond the last repeat the first, so that a block of numbers stays one of numbers.</summary>
    /// <param name="rows">Row after row.</param>
    /// <param name="used">How many there are; at least one.</param>
    /// <param name="width">How many to write.</param>
    /// <param name="d">Elements of a row.</param>
    /// <param name="columns">Column after column.</param>
    /// <param name="distance">From one column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(double* rows, int used, int width, int d, double* columns, int distance)
    {
        int i = 0;
        if (d == 2 && Avx512F.IsSupported)
        {
            Vector512<long> even = Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), odd = even + Vector512<long>.One;
            for (; i + 8 <= used; i += 8)
            {
                Vector512<double> low = Vector512.Load(rows + (2 * i)), high = Vector512.Load(rows + (2 * i) + 8);
                Avx512F.PermuteVar8x64x2(low, even, high).Store(columns + i);
                Avx512F.PermuteVar8x64x2(low, odd, high).Store(columns + distance + i);
            }
        }

        for (; i < width; i++)
        {
            double* row = rows + (i < used ? (nint)i * d : 0);
            for (int axis = 0; axis < d; axis++) columns[(axis * distance) + i] = row[axis];
        }
    }
}
