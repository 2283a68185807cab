using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Workloads.Kernels;

/// <summary>Exact sums of integers: nothing wraps, whatever the values and however many.</summary>
/// <remarks>
/// Each kernel widens before it adds and empties its narrow running sums before they can overflow. Integer addition has no order, so
/// there is one path: 256 bits wide, which reads faster than memory delivers.
/// </remarks>
internal static class IntegerSums
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Int128 Sum(ReadOnlySpan<long> values)
    {
        // Upper and lower halves are added apart; the offset of 2⁶³ makes both unsigned, because a 64-bit arithmetic shift is
        // missing before AVX-512. 2³¹ elements of 32 bits fit into 64.
        ReadOnlySpan<Vector256<long>> vectors = MemoryMarshal.Cast<long, Vector256<long>>(values);
        Vector256<ulong> mask = Vector256.Create((ulong)uint.MaxValue), offset = Vector256.Create(1ul << 63);
        Vector256<ulong> upper = default, lower = default;
        foreach (Vector256<long> vector in vectors)
        {
            upper += (vector.AsUInt64() ^ offset) >>> 32;
            lower += vector.AsUInt64() & mask;
        }

        Int128 sum = 0;
        for (int i = 0; i < Vector256<ulong>.Count; i++) sum += ((Int128)upper[i] << 32) + lower[i];
        int vectored = vectors.Length * Vector256<long>.Count;
        sum -= (Int128)vectored << 63;
        foreach (long value in values[vectored..]) sum += value;
        return sum;
    }

    /// <remarks>2³¹ elements of 32 bits fit into 63.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Sum(ReadOnlySpan<int> values)
    {
        ReadOnlySpan<Vector256<int>> vectors = MemoryMarshal.Cast<int, Vector256<int>>(values);
        Vector256<long> first = default, second = default;
        foreach (Vector256<int> vector in vectors)
        {
            first += Vector256.WidenLower(vector);
            second += Vector256.WidenUpper(vector);
        }

        long sum = Vector256.Sum(first + second);
        foreach (int value in values[(vectors.Length * Vector256<int>.Count)..]) sum += value;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Sum(ReadOnlySpan<short> values)
    {
        // 2¹⁵ vectors add at most 2³⁰ to a running sum of 32 bits.
        const int AtOnce = 1 << 15;
        long sum = 0;
        ReadOnlySpan<Vector256<short>> vectors = MemoryMarshal.Cast<short, Vector256<short>>(values);
        while (!vectors.IsEmpty)
        {
            Vector256<int> first = default, second = default;
            foreach (Vector256<short> vector in vectors[..Math.Min(AtOnce, vectors.Length)])
            {
                first += Vector256.WidenLower(vector);
                second += Vector256.WidenUpper(vector);
            }

            (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(first);
            (Vector256<long> lower2, Vector256<long> upper2) = Vector256.Widen(second);
            sum += Vector256.Sum(lower + upper + lower2 + upper2);
            vectors = vectors[Math.Min(AtOnce, vectors.Length)..];
        }

        foreach (short value in values[(values.Length / Vector256<short>.Count * Vector256<short>.Count)..]) sum += value;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Sum(ReadOnlySpan<byte> values)
    {
        // 2⁷ vectors add at most 2⁷ · 2 · 255 < 2¹⁶ to a running sum of 16 bits.
        const int AtOnce = 1 << 7;
        long sum = 0;
        ReadOnlySpan<Vector256<byte>> vectors = MemoryMarshal.Cast<byte, Vector256<byte>>(values);
        while (!vectors.IsEmpty)
        {
            Vector256<ushort> narrow = default;
            foreach (Vector256<byte> vector in vectors[..Math.Min(AtOnce, vectors.Length)])
                narrow += Vector256.WidenLower(vector) + Vector256.WidenUpper(vector);
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(narrow);
            sum += Vector256.Sum(lower + upper);
            vectors = vectors[Math.Min(AtOnce, vectors.Length)..];
        }

        foreach (byte value in values[(values.Length / Vector256<byte>.Count * Vector256<byte>.Count)..]) sum += value;
        return sum;
    }

    /// <summary>How many bytes are true. Any byte but 0 is, as in NumPy.</summary>
    public static long CountTrue(ReadOnlySpan<byte> values) => values.Length - values.Count((byte)0);
}
