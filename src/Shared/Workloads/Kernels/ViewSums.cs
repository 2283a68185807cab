using System.Runtime.InteropServices;
using Cluster.Numerics;

namespace Cluster.Workloads.Kernels;

/// <summary>The sum of all elements of a view, of whatever type and arrangement.</summary>
internal static class ViewSums
{
    /// <summary>For floating-point elements; see <see cref="FloatSums"/> for order and special values.</summary>
    public static double SumOfFloats(in ArrayView view)
    {
        Span<double> lanes = stackalloc double[FloatSums.Lanes];
        lanes.Clear();
        if (view.Layout.Type == ElementType.Float64)
        {
            Span<double> buffer = view.IsContiguous ? [] : stackalloc double[BlockReader<double>.BufferLength];
            var blocks = new BlockReader<double>(view, buffer);
            while (blocks.Next(out ReadOnlySpan<double> block)) FloatSums.Accumulate(block, lanes);
        }
        else
        {
            Span<float> buffer = view.IsContiguous ? [] : stackalloc float[BlockReader<float>.BufferLength];
            var blocks = new BlockReader<float>(view, buffer);
            while (blocks.Next(out ReadOnlySpan<float> block)) FloatSums.Accumulate(block, lanes);
        }

        return FloatSums.Combine(lanes);
    }

    /// <summary>For integers and truth values; exact.</summary>
    public static Int128 SumOfIntegers(in ArrayView view) => view.Layout.Type switch
    {
        ElementType.Int64 => SumOf<long>(view),
        ElementType.Int32 => SumOf<int>(view),
        ElementType.Int16 => SumOf<short>(view),
        _ => SumOf<byte>(view),
    };

    private static Int128 SumOf<T>(in ArrayView view)
        where T : unmanaged
    {
        Int128 sum = 0;
        Span<T> buffer = view.IsContiguous ? [] : stackalloc T[BlockReader<T>.BufferLength];
        var blocks = new BlockReader<T>(view, buffer);
        while (blocks.Next(out ReadOnlySpan<T> block)) sum += Sum(block, view.Layout.Type);
        return sum;
    }

    private static Int128 Sum<T>(ReadOnlySpan<T> block, ElementType type)
        where T : unmanaged => type switch
        {
            ElementType.Int64 => IntegerSums.Sum(As<T, long>(block)),
            ElementType.Int32 => IntegerSums.Sum(As<T, int>(block)),
            ElementType.Int16 => IntegerSums.Sum(As<T, short>(block)),
            ElementType.UInt8 => IntegerSums.Sum(As<T, byte>(block)),
            ElementType.Boolean => IntegerSums.CountTrue(As<T, byte>(block)),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an integer type"),
        };

    private static ReadOnlySpan<TTo> As<TFrom, TTo>(ReadOnlySpan<TFrom> block)
        where TFrom : unmanaged
        where TTo : unmanaged => MemoryMarshal.Cast<TFrom, TTo>(block);
}
