using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cluster.Numerics;

/// <summary>Elementary functions with the same bits on every machine.</summary>
/// <remarks>
/// The base library's differ in the last bit between vector widths and between processors with and without fused multiply-add; generated
/// data must not. These are the methods of fdlibm (Sun, 1993), restricted to what the generators need, out of additions,
/// multiplications and divisions only, which IEEE 754 fixes. Relative error below 2⁻⁵¹.
/// </remarks>
internal static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const ulong BitsOfOne = 0x3FF0000000000000;
    private const ulong BitsOfHalfSqrt2 = 0x3FE6A09E667F3BCD;
    private const ulong FractionMask = 0x000FFFFFFFFFFFFF;
    private const double TwoTo52 = 4503599627370496;

    /// <summary>Natural logarithm of positive normal numbers.</summary>
    /// <remarks>x = 2ᵏ·m with m in [√½, √2); f = m − 1, s = f / (2 + f); log m = f − f²/2 + s·(f²/2 + R(s²)).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<ulong> shifted = x.AsUInt64() + Vector256.Create(BitsOfOne - BitsOfHalfSqrt2);
        // A small whole number, put under the exponent of 2⁵², is that number plus 2⁵².
        Vector256<double> k = ((shifted >>> 52) | Term(TwoTo52).AsUInt64()).AsDouble() - Term(TwoTo52 + 1023);
        Vector256<double> m = ((shifted & Vector256.Create(FractionMask)) + Vector256.Create(BitsOfHalfSqrt2)).AsDouble();

        Vector256<double> f = m - Term(1.0);
        Vector256<double> s = f / (f + Term(2.0));
        Vector256<double> z = s * s;
        Vector256<double> w = z * z;
        Vector256<double> even = w * (Term(3.999999999940941908e-01)
            + (w * (Term(2.222219843214978396e-01) + (w * Term(1.531383769920937332e-01)))));
        Vector256<double> odd = z * (Term(6.666666666666735130e-01) + (w * (Term(2.857142874366239149e-01)
            + (w * (Term(1.818357216161805012e-01) + (w * Term(1.479819860511658591e-01)))))));
        Vector256<double> half = Term(0.5) * f * f;
        return (k * Term(Ln2High)) - ((half - ((s * (half + even + odd)) + (k * Term(Ln2Low)))) - f);
    }

    /// <summary>Sine and cosine of 2π·t, for t in [0, 1].</summary>
    /// <remarks>4t = q + f, q whole and f in [−½, ½], both exact; the polynomials see f·π/2, the quadrant q swaps and negates.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Sine, Vector256<double> Cosine) SinCosOfTurns(Vector256<double> t)
    {
        // Adding 1.5·2⁵² rounds to a whole number and leaves its low bits at the end of the fraction.
        Vector256<double> quarters = t * Term(4.0);
        Vector256<double> rounded = quarters + Term(1.5 * TwoTo52);
        Vector256<ulong> quadrant = rounded.AsUInt64();
        Vector256<double> angle = (quarters - (rounded - Term(1.5 * TwoTo52))) * Term(Math.PI / 2);
        Vector256<double> z = angle * angle;

        Vector256<double> sinePolynomial = Term(-1.66666666666666324348e-01)
            + (z * (Term(8.33333333332248946124e-03) + (z * (Term(-1.98412698298579493134e-04)
            + (z * (Term(2.75573137070700676789e-06) + (z * (Term(-2.50507602534068634195e-08)
            + (z * Term(1.58969099521155010221e-10))))))))));
        Vector256<double> sine = angle + (angle * z * sinePolynomial);

        Vector256<double> cosinePolynomial = Term(4.16666666666666019037e-02)
            + (z * (Term(-1.38888888888741095749e-03) + (z * (Term(2.48015872894767294178e-05)
            + (z * (Term(-2.75573143513906633035e-07) + (z * (Term(2.08757232129817482790e-09)
            + (z * Term(-1.13596475577881948265e-11))))))))));
        Vector256<double> half = Term(0.5) * z;
        Vector256<double> whole = Term(1.0) - half;
        Vector256<double> cosine = whole + (((Term(1.0) - whole) - half) + (z * z * cosinePolynomial));

        Vector256<double> swap = (Vector256<ulong>.Zero - (quadrant & Vector256<ulong>.One)).AsDouble();
        Vector256<ulong> sineSign = (quadrant & Vector256.Create(2ul)) << 62;
        Vector256<ulong> cosineSign = ((quadrant + Vector256<ulong>.One) & Vector256.Create(2ul)) << 62;
        return (
            (Vector256.ConditionalSelect(swap, cosine, sine).AsUInt64() ^ sineSign).AsDouble(),
            (Vector256.ConditionalSelect(swap, sine, cosine).AsUInt64() ^ cosineSign).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Term(double value) => Vector256.Create(value);
}
