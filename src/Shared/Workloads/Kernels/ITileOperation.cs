using System.Runtime.Intrinsics;

namespace Cluster.Workloads.Kernels;

/// <summary>What <see cref="TiledMap{TOperation}"/> makes of the pairs of elements of one row and one column.</summary>
/// <remarks>
/// All widths give the same bits. That is why multiplications are fused everywhere, in software where the processor cannot.
/// </remarks>
internal interface ITileOperation
{
    /// <summary>The sum with one more pair; sums begin with +0.</summary>
    static abstract Vector512<double> Add(Vector512<double> sum, Vector512<double> a, Vector512<double> b);

    /// <inheritdoc cref="Add(Vector512{double}, Vector512{double}, Vector512{double})"/>
    static abstract Vector256<double> Add(Vector256<double> sum, Vector256<double> a, Vector256<double> b);

    /// <inheritdoc cref="Add(Vector512{double}, Vector512{double}, Vector512{double})"/>
    static abstract double Add(double sum, double a, double b);

    /// <summary>The element of the output, when all pairs were added.</summary>
    static abstract Vector512<double> Finish(Vector512<double> sum);

    /// <inheritdoc cref="Finish(Vector512{double})"/>
    static abstract double Finish(double sum);
}
