using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Numerics;

namespace Cluster.Workloads.ColumnSums;

/// <summary>Exact column sums of rows of integers.</summary>
/// <remarks>
/// A sum is two digits: higher · 2³² + lower, with lower in [0, 2³²). While rows are added, both may be larger; <see cref="Carry"/> puts
/// them right before the sum of up to <see cref="RowsBetweenCarries"/> rows can overflow.
/// Elements of 64 bits are cut into two digits, with 2⁶³ added so that both are unsigned; all others go into the lower digit.
/// </remarks>
internal static unsafe class IntegerColumns
{
    // 2³⁰ elements below 2³² add up to less than 2⁶².
    private const long RowsBetweenCarries = 1 << 30;
    private const int RowsAtOnce = 8;
    private const long DigitMask = uint.MaxValue;
    private const ulong Offset = 1ul << 63;

    /// <summary>A sum as two digits.</summary>
    public static (long Lower, long Higher) Digits(Int128 sum) => ((long)sum & DigitMask, (long)(sum >> 32));

    /// <summary>The sum that two digits stand for.</summary>
    public static Int128 Value(long lower, long higher) => ((Int128)higher << 32) + lower;

    /// <summary>Adds the rows of a view.</summary>
    /// <param name="view">Adjacent rows.</param>
    /// <param name="lower">Lower digits, one per column.</param>
    /// <param name="higher">Higher digits, one per column.</param>
    public static void Add(in ArrayView view, Span<long> lower, Span<long> higher)
    {
        switch (view.Layout.Type)
        {
            case ElementType.Int64: Add<long>(view, lower, higher); break;
            case ElementType.Int32: Add<int>(view, lower, higher); break;
            case ElementType.Int16: Add<short>(view, lower, higher); break;
            case ElementType.UInt8: Add<byte>(view, lower, higher); break;
            case ElementType.Boolean: Add<bool>(view, lower, higher); break;
            default: throw new InvalidOperationException($"{view.Layout.Type} is not an integer type");
        }
    }

    private static void Add<T>(in ArrayView view, Span<long> lower, Span<long> higher)
        where T : unmanaged
    {
        int columns = lower.Length;
        if (columns == 0) return;
        int fold = RowFolding.RowsPerWideRow(columns);
        var source = (T*)view.Address;
        if (fold == 1)
        {
            AddRows(source, view.Count, lower, higher);
            return;
        }

        Span<long> wideLower = stackalloc long[RowFolding.WidestRow], wideHigher = stackalloc long[RowFolding.WidestRow];
        wideLower.Clear();
        wideHigher.Clear();
        wideLower = wideLower[..(fold * columns)];
        wideHigher = wideHigher[..(fold * columns)];
        (long wideRows, long rest) = Math.DivRem(view.Count, fold);
        AddRows(source, wideRows, wideLower, wideHigher);
        for (int i = 0; i < wideLower.Length; i++)
        {
            lower[i % columns] += wideLower[i];
            higher[i % columns] += wideHigher[i];
        }

        AddRows(source + (wideRows * wideLower.Length), rest, lower, higher);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<T>(T* source, long count, Span<long> lower, Span<long> higher)
        where T : unmanaged
    {
        do
        {
            long rows = Math.Min(count, RowsBetweenCarries);
            for (long row = 0; row < rows; row += RowsAtOnce)
                AddFewRows(source + (row * lower.Length), (int)Math.Min(RowsAtOnce, rows - row), lower, higher);
            Carry(lower, higher, typeof(T) == typeof(long) ? rows : 0);
            source += rows * lower.Length;
            count -= rows;
        }
        while (count > 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFewRows<T>(T* source, int rows, Span<long> lower, Span<long> higher)
        where T : unmanaged
    {
        int i = 0;
        for (; i <= lower.Length - Vector256<long>.Count; i += Vector256<long>.Count)
        {
            Vector256<long> low = default, high = default;
            T* element = source + i;
            for (int row = 0; row < rows; row++, element += lower.Length)
            {
                Vector256<long> value = Load256(element);
                low += typeof(T) == typeof(long) ? value & Vector256.Create(DigitMask) : value;
                if (typeof(T) == typeof(long)) high += ((value.AsUInt64() ^ Vector256.Create(Offset)) >>> 32).AsInt64();
            }

            (Vector256.Create(lower[i..]) + low).CopyTo(lower[i..]);
            if (typeof(T) == typeof(long)) (Vector256.Create(higher[i..]) + high).CopyTo(higher[i..]);
        }

        for (; i < lower.Length; i++)
        {
            T* element = source + i;
            for (int row = 0; row < rows; row++, element += lower.Length)
            {
                long value = Load(element);
                lower[i] += typeof(T) == typeof(long) ? value & DigitMask : value;
                if (typeof(T) == typeof(long)) higher[i] += (long)(((ulong)value ^ Offset) >> 32);
            }
        }
    }

    // The 2⁶³ that each element was given is 2³¹ in the higher digit.
    private static void Carry(Span<long> lower, Span<long> higher, long rowsWithOffset)
    {
        for (int i = 0; i < lower.Length; i++)
        {
            higher[i] += (lower[i] >> 32) - (rowsWithOffset << 31);
            lower[i] &= DigitMask;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Load<T>(T* source)
        where T : unmanaged
    {
        if (typeof(T) == typeof(bool)) return *(byte*)source == 0 ? 0 : 1;
        if (typeof(T) == typeof(byte)) return *(byte*)source;
        if (typeof(T) == typeof(short)) return *(short*)source;
        return typeof(T) == typeof(int) ? *(int*)source : *(long*)source;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Load256<T>(T* source)
        where T : unmanaged
    {
        if (typeof(T) == typeof(long)) return Vector256.Load((long*)source);
        if (typeof(T) == typeof(int)) return Vector256.WidenLower(Vector128.Load((int*)source).ToVector256Unsafe());
        if (typeof(T) == typeof(short))
        {
            Vector128<int> widened = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsInt16());
            return Vector256.WidenLower(widened.ToVector256Unsafe());
        }

        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(*(int*)source).AsByte();
        if (typeof(T) == typeof(bool)) bytes = Vector128.Min(bytes, Vector128<byte>.One);
        Vector128<uint> words = Vector128.WidenLower(Vector128.WidenLower(bytes));
        return Vector256.WidenLower(words.ToVector256Unsafe()).AsInt64();
    }
}
