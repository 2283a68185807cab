using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Workloads.Kernels;

namespace Cluster.Workloads.MatrixMultiply;

/// <summary>Σ a·b.</summary>
internal readonly struct Product : ITileOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> sum, Vector512<double> a, Vector512<double> b) =>
        Vector512.FusedMultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> sum, Vector256<double> a, Vector256<double> b) =>
        Vector256.FusedMultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double sum, double a, double b) => Math.FusedMultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Finish(Vector512<double> sum) => sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Finish(double sum) => sum;
}
