using System.Runtime.CompilerServices;
using Cluster.Numerics;

namespace Cluster.Workloads.Kernels;

/// <summary>Reads elements of any type as double-precision numbers.</summary>
internal static class Elements
{
    /// <summary>Copies elements <paramref name="start"/>, <paramref name="start"/> + 1, … of a contiguous view.</summary>
    /// <remarks>Exact, but for integers beyond 2⁵³, which are rounded to the nearest. True is 1, as any byte but 0 is.</remarks>
    public static void CopyTo(in ArrayView view, long start, Span<double> destination)
    {
        switch (view.Layout.Type)
        {
            case ElementType.Float64: view.Block<double>(start, destination.Length).CopyTo(destination); break;
            case ElementType.Float32: Convert(view.Block<float>(start, destination.Length), destination); break;
            case ElementType.Int64: Convert(view.Block<long>(start, destination.Length), destination); break;
            case ElementType.Int32: Convert(view.Block<int>(start, destination.Length), destination); break;
            case ElementType.Int16: Convert(view.Block<short>(start, destination.Length), destination); break;
            case ElementType.UInt8: Convert(view.Block<byte>(start, destination.Length), destination); break;
            case ElementType.Boolean: ConvertTruth(view.Block<byte>(start, destination.Length), destination); break;
            default: throw new InvalidOperationException($"{view.Layout.Type} is not an element type");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert<T>(ReadOnlySpan<T> source, Span<double> destination)
        where T : unmanaged
    {
        for (int i = 0; i < source.Length; i++)
        {
            T element = source[i];
            if (typeof(T) == typeof(float)) destination[i] = Unsafe.BitCast<T, float>(element);
            else if (typeof(T) == typeof(long)) destination[i] = Unsafe.BitCast<T, long>(element);
            else if (typeof(T) == typeof(int)) destination[i] = Unsafe.BitCast<T, int>(element);
            else if (typeof(T) == typeof(short)) destination[i] = Unsafe.BitCast<T, short>(element);
            else destination[i] = Unsafe.BitCast<T, byte>(element);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ConvertTruth(ReadOnlySpan<byte> source, Span<double> destination)
    {
        for (int i = 0; i < source.Length; i++) destination[i] = source[i] == 0 ? 0 : 1;
    }
}
