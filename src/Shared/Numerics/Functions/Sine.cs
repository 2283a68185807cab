using System.Runtime.CompilerServices;
using Cluster.Numerics.Lanes;

namespace Cluster.Numerics.Functions;

/// <summary>sin x of any x, within 0.8 units in the last place.</summary>
/// <remarks>
/// |x| = n·π/2 + r with |r| ≤ π/4; n modulo 4 chooses sine or cosine of r and the sign. Up to 2²⁰, π/2 is subtracted as three doubles (Cody
/// and Waite): n times the first is exact where it is subtracted, and the rest is carried as a second double beside r. Beyond, n and r are
/// computed in whole numbers (<see cref="QuarterTurns"/>). The polynomials are those of fdlibm (Sun, 1993).
/// </remarks>
internal readonly unsafe struct Sine : IElementFunction
{
    private const double Magic = 1.5 * (1L << 52);
    private const double TwoOverPi = 0.6366197723675814;
    private const double HalfPi1 = 1.5707963267948966;
    private const double HalfPi2 = 6.123233995736766e-17;
    private const double HalfPi3 = -1.4973849048591698e-33;
    private const double Covered = 1 << 20;
    private const ulong SignBit = 1ul << 63;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nint Run<T>(double* source, double* destination, nint count)
        where T : struct, ILanes<T>
    {
        nint i = 0;
        for (; i <= count - T.Count; i += T.Count)
        {
            T x = T.Load(source + i);
            if (!Covers(x)) break;
            Common(x).Store(destination + i);
        }

        return i;
    }

    public static double Single(double x) => Covers(new Lane(x)) ? Common(new Lane(x)).Value : Rare(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Covers<T>(T x)
        where T : struct, ILanes<T> =>
        T.AreLessOrEqual(x & T.CreateBits(~SignBit), T.Create(Covered));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Common<T>(T x)
        where T : struct, ILanes<T>
    {
        T sign = x & T.CreateBits(SignBit);
        T magnitude = x ^ sign;
        T quadrant = T.MultiplyAdd(magnitude, T.Create(TwoOverPi), T.Create(Magic));
        T n = quadrant - T.Create(Magic);

        // Exact: both are multiples of 2⁻⁵³, and their difference is below 1.
        T first = T.MultiplyAdd(n, T.Create(-HalfPi1), magnitude);
        T product = n * T.Create(HalfPi2);
        T productError = T.MultiplyAdd(n, T.Create(HalfPi2), T.Create(0) - product);
        T r = first - product;
        // What that subtraction lost (Knuth's TwoSum), then the rest of the product and the third part.
        T back = r - first;
        T lost = (first - (r - back)) - (product + back);
        T rest = T.MultiplyAdd(n, T.Create(-HalfPi3), lost - productError);
        return OfQuadrant(quadrant, r, rest) ^ sign;
    }

    private static double Rare(double x)
    {
        if (!double.IsFinite(x)) return double.NaN;
        (ulong quadrant, double r, double rest) = QuarterTurns.Reduce(Math.Abs(x));
        double sine = OfQuadrant(Lane.CreateBits(quadrant), new Lane(r), new Lane(rest)).Value;
        return x < 0 ? -sine : sine;
    }

    /// <summary>sin(q·π/2 + r + rest), with q in the low bits of <paramref name="quadrant"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OfQuadrant<T>(T quadrant, T r, T rest)
        where T : struct, ILanes<T>
    {
        T z = r * r;
        T half = r * T.Create(-0.5);

        T s = T.MultiplyAdd(z, T.Create(1.58969099521155010221e-10), T.Create(-2.50507602534068634195e-08));
        s = T.MultiplyAdd(z, s, T.Create(2.75573137070700676789e-06));
        s = T.MultiplyAdd(z, s, T.Create(-1.98412698298579493134e-04));
        s = T.MultiplyAdd(z, s, T.Create(8.33333333332248946124e-03));
        s = T.MultiplyAdd(z, s, T.Create(-1.66666666666666324348e-01));
        // sin(r + rest) = sin r + rest·(1 − r²/2), as far as it shows.
        T correction = T.MultiplyAdd(half * r, rest, rest);
        T sine = r + T.MultiplyAdd(z * r, s, correction);

        T c = T.MultiplyAdd(z, T.Create(-1.13596475577881948265e-11), T.Create(2.08757232129817482790e-09));
        c = T.MultiplyAdd(z, c, T.Create(-2.75573143513906633035e-07));
        c = T.MultiplyAdd(z, c, T.Create(2.48015872894767294178e-05));
        c = T.MultiplyAdd(z, c, T.Create(-1.38888888888741095749e-03));
        c = T.MultiplyAdd(z, c, T.Create(4.16666666666666019037e-02));
        // 1 − r²/2, and what rounding it lost: both fused operations see the whole square.
        T whole = T.MultiplyAdd(half, r, T.Create(1));
        T lost = T.MultiplyAdd(half, r, T.Create(1) - whole);
        T tail = T.MultiplyAdd(z * z, c, lost - (r * rest));
        T cosine = whole + tail;

        T isOdd = T.NegateBits(quadrant & T.CreateBits(1));
        T negative = T.ShiftLeft(quadrant & T.CreateBits(2), 62);
        return T.Select(isOdd, cosine, sine) ^ negative;
    }
}
