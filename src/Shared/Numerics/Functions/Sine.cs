using System.Runtime.CompilerServices;

namespace Cluster.Numerics.Functions;

/// <summary>sin x of any x, within 0.8 units in the last place.</summary>
/// <remarks>
/// |x| = n·π/2 + r with |r| ≤ π/4; n modulo 4 chooses sine or cosine of r and the sign. Up to 2²⁰, π/2 is subtracted as three doubles (Cody
/// and Waite): n times the first is exact where it is subtracted, and the rest is carried as a second double beside r. Beyond, n and r are
/// computed in whole numbers (<see cref="QuarterTurns"/>). The polynomials are those of fdlibm (Sun, 1993).
/// </remarks>
internal readonly struct Sine : IElementFunction
{
    private const double Magic = 1.5 * (1L << 52);
    private const double TwoOverPi = 0.6366197723675814;
    private const double HalfPi1 = 1.5707963267948966;
    private const double HalfPi2 = 6.123233995736766e-17;
    private const double HalfPi3 = -1.4973849048591698e-33;
    private const double Covered = 1 << 20;
    private const ulong SignBit = 1ul << 63;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nint Run<T, TLanes>(ref readonly double source, ref double destination, nint count)
        where T : struct
        where TLanes : ILanes<T>
    {
        nint i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            T x = TLanes.Load(in Unsafe.Add(ref Unsafe.AsRef(in source), i));
            if (!Covers<T, TLanes>(x)) break;
            TLanes.Store(Common<T, TLanes>(x), ref Unsafe.Add(ref destination, i));
        }

        return i;
    }

    public static double Single(double x) => Covers<double, Lane>(x) ? Common<double, Lane>(x) : Rare(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Covers<T, TLanes>(T x)
        where T : struct
        where TLanes : ILanes<T> =>
        TLanes.AreLessOrEqual(TLanes.And(x, TLanes.AllBits(~SignBit)), TLanes.All(Covered));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Common<T, TLanes>(T x)
        where T : struct
        where TLanes : ILanes<T>
    {
        T sign = TLanes.And(x, TLanes.AllBits(SignBit));
        T magnitude = TLanes.Xor(x, sign);
        T quadrant = TLanes.Fma(magnitude, TLanes.All(TwoOverPi), TLanes.All(Magic));
        T n = TLanes.Subtract(quadrant, TLanes.All(Magic));

        // Exact: both are multiples of 2⁻⁵³, and their difference is below 1.
        T first = TLanes.Fma(n, TLanes.All(-HalfPi1), magnitude);
        T product = TLanes.Multiply(n, TLanes.All(HalfPi2));
        T productError = TLanes.Fma(n, TLanes.All(HalfPi2), TLanes.Subtract(TLanes.All(0), product));
        T r = TLanes.Subtract(first, product);
        // What that subtraction lost (Knuth's TwoSum), then the rest of the product and the third part.
        T back = TLanes.Subtract(r, first);
        T lost = TLanes.Subtract(TLanes.Subtract(first, TLanes.Subtract(r, back)), TLanes.Add(product, back));
        T rest = TLanes.Fma(n, TLanes.All(-HalfPi3), TLanes.Subtract(lost, productError));
        return TLanes.Xor(OfQuadrant<T, TLanes>(quadrant, r, rest), sign);
    }

    private static double Rare(double x)
    {
        if (!double.IsFinite(x)) return double.NaN;
        (ulong quadrant, double r, double rest) = QuarterTurns.Reduce(Math.Abs(x));
        double sine = OfQuadrant<double, Lane>(BitConverter.UInt64BitsToDouble(quadrant), r, rest);
        return x < 0 ? -sine : sine;
    }

    /// <summary>sin(q·π/2 + r + rest), with q in the low bits of <paramref name="quadrant"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OfQuadrant<T, TLanes>(T quadrant, T r, T rest)
        where T : struct
        where TLanes : ILanes<T>
    {
        T z = TLanes.Multiply(r, r);
        T half = TLanes.Multiply(r, TLanes.All(-0.5));

        T s = TLanes.Fma(z, TLanes.All(1.58969099521155010221e-10), TLanes.All(-2.50507602534068634195e-08));
        s = TLanes.Fma(z, s, TLanes.All(2.75573137070700676789e-06));
        s = TLanes.Fma(z, s, TLanes.All(-1.98412698298579493134e-04));
        s = TLanes.Fma(z, s, TLanes.All(8.33333333332248946124e-03));
        s = TLanes.Fma(z, s, TLanes.All(-1.66666666666666324348e-01));
        // sin(r + rest) = sin r + rest·(1 − r²/2), as far as it shows.
        T correction = TLanes.Fma(TLanes.Multiply(half, r), rest, rest);
        T sine = TLanes.Add(r, TLanes.Fma(TLanes.Multiply(z, r), s, correction));

        T c = TLanes.Fma(z, TLanes.All(-1.13596475577881948265e-11), TLanes.All(2.08757232129817482790e-09));
        c = TLanes.Fma(z, c, TLanes.All(-2.75573143513906633035e-07));
        c = TLanes.Fma(z, c, TLanes.All(2.48015872894767294178e-05));
        c = TLanes.Fma(z, c, TLanes.All(-1.38888888888741095749e-03));
        c = TLanes.Fma(z, c, TLanes.All(4.16666666666666019037e-02));
        // 1 − r²/2, and what rounding it lost: both fused operations see the whole square.
        T whole = TLanes.Fma(half, r, TLanes.All(1));
        T lost = TLanes.Fma(half, r, TLanes.Subtract(TLanes.All(1), whole));
        T tail = TLanes.Fma(TLanes.Multiply(z, z), c, TLanes.Subtract(lost, TLanes.Multiply(r, rest)));
        T cosine = TLanes.Add(whole, tail);

        T isOdd = TLanes.NegateBits(TLanes.And(quadrant, TLanes.AllBits(1)));
        T negative = TLanes.ShiftLeft(TLanes.And(quadrant, TLanes.AllBits(2)), 62);
        return TLanes.Xor(TLanes.Select(isOdd, cosine, sine), negative);
    }
}
