using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Numerics;

namespace Cluster.Workloads.Kernels;

/// <summary>Copies parts of a matrix into the form that <see cref="Tiles{TOperation}"/> reads.</summary>
/// <remarks>
/// Lines, which are rows of the one operand and columns of the other, are taken eight or 24 at a time, and their elements interleaved;
/// the last panel is filled up with lines of zeros. Elements of any type become doubles: 64-bit integers are rounded, the others keep
/// their value, and whatever is not false is 1.
/// </remarks>
internal static unsafe class Panels
{
    /// <summary>Lines in a panel of rows.</summary>
    public const int Rows = 8;

    /// <summary>Lines in a panel of columns.</summary>
    public const int Columns = 24;

    /// <summary>Packs part of all the lines.</summary>
    /// <param name="source">The lines.</param>
    /// <param name="start">First element of each line.</param>
    /// <param name="depth">Elements of each line.</param>
    /// <param name="width">Lines in a panel: <see cref="Rows"/> or <see cref="Columns"/>.</param>
    /// <param name="destination">The panels, one after the other.</param>
    public static void Pack(in Lines source, nint start, nint depth, int width, double* destination)
    {
        switch (source.Type)
        {
            case ElementType.Float64: Pack<double>(source, start, depth, width, destination); break;
            case ElementType.Float32: Pack<float>(source, start, depth, width, destination); break;
            case ElementType.Int64: Pack<long>(source, start, depth, width, destination); break;
            case ElementType.Int32: Pack<int>(source, start, depth, width, destination); break;
            case ElementType.Int16: Pack<short>(source, start, depth, width, destination); break;
            case ElementType.UInt8: Pack<byte>(source, start, depth, width, destination); break;
            case ElementType.Boolean: Pack<bool>(source, start, depth, width, destination); break;
            default: throw new InvalidOperationException($"{source.Type} is not an element type");
        }
    }

    /// <summary>One element of the type that the lines have, as a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<T, double>(value);
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<T, float>(value);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<T, long>(value);
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<T, int>(value);
        if (typeof(T) == typeof(short)) return Unsafe.BitCast<T, short>(value);
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<T, byte>(value);
        return Unsafe.BitCast<T, byte>(value) == 0 ? 0 : 1;
    }

    private static void Pack<T>(in Lines source, nint start, nint depth, int width, double* destination)
        where T : unmanaged
    {
        T* panel = (T*)source.Address + (start * source.ElementStride);
        for (nint left = source.Count; left > 0; left -= width, panel += width * source.LineStride, destination += width * depth)
        {
            if (left < width) PackLast(panel, source, (int)left, depth, width, destination);
            else if (source.LineStride == 1) PackNeighbours(panel, source.ElementStride, depth, width, destination);
            else PackDistant(panel, source, depth, width, destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackNeighbours<T>(T* source, nint stride, nint depth, int width, double* destination)
        where T : unmanaged
    {
        for (; depth > 0; depth--, source += stride, destination += width)
            for (int i = 0; i < width; i += 8)
            {
                if (typeof(T) == typeof(double)) Vector512.Load((double*)source + i).Store(destination + i);
                else
                    for (int j = i; j < i + 8; j++) destination[j] = ToDouble(source[j]);
            }
    }

    private static void PackDistant<T>(T* panel, in Lines source, nint depth, int width, double* destination)
        where T : unmanaged
    {
        for (int line = 0; line < width; line += 8)
            PackEight(panel + (line * source.LineStride), source.LineStride, source.ElementStride, depth, width, destination + line);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackEight<T>(T* source, nint lineStride, nint stride, nint depth, int width, double* destination)
        where T : unmanaged
    {
        T* second = source + (4 * lineStride);
        for (; depth > 0; depth--, source += stride, second += stride, destination += width)
        {
            destination[0] = ToDouble(source[0]);
            destination[1] = ToDouble(source[lineStride]);
            destination[2] = ToDouble(source[2 * lineStride]);
            destination[3] = ToDouble(source[3 * lineStride]);
            destination[4] = ToDouble(second[0]);
            destination[5] = ToDouble(second[lineStride]);
            destination[6] = ToDouble(second[2 * lineStride]);
            destination[7] = ToDouble(second[3 * lineStride]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackLast<T>(T* panel, in Lines source, int count, nint depth, int width, double* destination)
        where T : unmanaged
    {
        for (; depth > 0; depth--, panel += source.ElementStride, destination += width)
            for (int line = 0; line < width; line++) destination[line] = line < count ? ToDouble(panel[line * source.LineStride]) : 0;
    }
}
