using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Numerics;

namespace Cluster.Workloads.MonteCarloPi;

/// <summary>Counts the random points inside the quarter circle, in integer arithmetic.</summary>
/// <remarks>
/// Sample i is word i of the stream: x in its lower 32 bits, y in its upper, both in units of 2⁻³². It is inside when x² + y² &lt; 2⁶⁴.
/// That sum needs 65 bits, so it is halved: ⌊x²/2⌋ + ⌊y²/2⌋ reaches 2⁶³ exactly when x² + y² reaches 2⁶⁴. (If both squares are odd, the
/// two halves lose 1 in all, but then x² + y² is 2 modulo 8, and 2⁶⁴ + 2 is the first such value that is outside.)
/// The highest bit of the halved sum thus says "outside". Points never leave the registers.
/// </remarks>
internal static class QuarterCircle
{
    private const int Group = Philox4x32.GroupWords;

    public static long CountInside(in Philox4x32 stream, long first, long count)
    {
        // Up to the next group border sample by sample, then whole groups, then the rest.
        long inside = 0;
        (long group, int skip) = (first / Group, (int)(first % Group));
        if (skip != 0)
        {
            int taken = (int)Math.Min(Group - skip, count);
            inside += CountPart(stream, group++, skip, taken);
            count -= taken;
        }

        inside += CountGroups(stream, group, count / Group);
        return inside + CountPart(stream, group + (count / Group), 0, (int)(count % Group));
    }

    internal static long CountGroups512(in Philox4x32 stream, long firstGroup, long groups) =>
        (groups * Group) - CountOutside512(stream, firstGroup, groups);

    internal static long CountGroups256(in Philox4x32 stream, long firstGroup, long groups) =>
        (groups * Group) - CountOutside256(stream, firstGroup, groups);

    internal static long CountGroupsScalar(in Philox4x32 stream, long firstGroup, long groups)
    {
        long inside = 0;
        for (long group = firstGroup; group < firstGroup + groups; group++) inside += CountPart(stream, group, 0, Group);
        return inside;
    }

    private static long CountGroups(in Philox4x32 stream, long firstGroup, long groups)
    {
        if (Vector512.IsHardwareAccelerated) return CountGroups512(stream, firstGroup, groups);
        return Vector256.IsHardwareAccelerated ? CountGroups256(stream, firstGroup, groups) : CountGroupsScalar(stream, firstGroup, groups);
    }

    private static long CountPart(in Philox4x32 stream, long group, int skip, int count)
    {
        if (count == 0) return 0;
        Span<ulong> words = stackalloc ulong[Group];
        stream.Fill(group, words);
        long inside = 0;
        foreach (ulong word in words.Slice(skip, count)) inside += 1 - (long)IsOutside(word);
        return inside;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe long CountOutside512(in Philox4x32 stream, long firstGroup, long groups)
    {
        Philox4x32 local = stream;
        Vector512<ulong>* keys = stackalloc Vector512<ulong>[Philox4x32.RoundKeys];
        local.Spread(keys);
        Vector512<ulong> outside = default;
        Vector512<ulong> block = Vector512.Create((ulong)firstGroup * (Group / 2)) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7);
        for (; groups >= 4; groups -= 4)
        {
            local.Words512x4(keys, block, out Vector512x4 x, out Vector512x4 y, out Vector512x4 u, out Vector512x4 v);
            outside = CountOutside(CountOutside(outside, x, y), u, v);
            block += Vector512.Create(32ul);
        }

        for (long i = 0; i < groups; i++)
        {
            local.Words512(keys, block, out Vector512<ulong> x, out Vector512<ulong> y, out Vector512<ulong> u, out Vector512<ulong> v);
            outside = CountOutside(CountOutside(outside, x, y), u, v);
            block += Vector512.Create(8ul);
        }

        return (long)Vector512.Sum(outside);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe long CountOutside256(in Philox4x32 stream, long firstGroup, long groups)
    {
        Philox4x32 local = stream;
        Vector256<ulong>* keys = stackalloc Vector256<ulong>[Philox4x32.RoundKeys];
        local.Spread(keys);
        Vector256<ulong> outside = default;
        Vector256<ulong> block = Vector256.Create((ulong)firstGroup * (Group / 2)) + Vector256.Create(0ul, 1, 2, 3);
        for (long i = 0; i < 2 * groups; i++)
        {
            local.Words256(keys, block, out Vector256<ulong> x, out Vector256<ulong> y, out Vector256<ulong> u, out Vector256<ulong> v);
            outside += IsOutside(x, y) + IsOutside(u, v);
            block += Vector256.Create(4ul);
        }

        return (long)Vector256.Sum(outside);
    }

    /// <summary>1 for a sample outside, 0 for one inside.</summary>
    internal static ulong IsOutside(ulong word)
    {
        (ulong x, ulong y) = ((uint)word, word >> 32);
        return (((x * x) >> 1) + ((y * y) >> 1)) >> 63;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> CountOutside(Vector512<ulong> outside, Vector512x4 x, Vector512x4 y) =>
        CountOutside(CountOutside(CountOutside(CountOutside(outside, x.A, y.A), x.B, y.B), x.C, y.C), x.D, y.D);

    /// <summary>Adds 1 to each lane whose sample is outside; of a coordinate only the lower 32 bits count.</summary>
    /// <remarks>The sum of the squares is cut to 64 bits, and has been cut exactly when it is less than one of them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> CountOutside(Vector512<ulong> outside, Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> square = Philox4x32.Multiply(x, x);
        Vector512<ulong> isCut = Vector512.LessThan(square + Philox4x32.Multiply(y, y), square);
        return Vector512.ConditionalSelect(isCut, outside + Vector512<ulong>.One, outside);
    }

    /// <summary>1 for a sample outside, 0 for one inside; of a coordinate only the lower 32 bits count.</summary>
    /// <remarks>AVX2 has no comparison of unsigned numbers: the squares are halved, as in a single sample.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> IsOutside(Vector256<ulong> x, Vector256<ulong> y) =>
        ((Philox4x32.Multiply(x, x) >>> 1) + (Philox4x32.Multiply(y, y) >>> 1)) >>> 63;
}
