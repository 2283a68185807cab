using System.Runtime.CompilerServices;
using Cluster.Numerics.Lanes;

namespace Cluster.Numerics.Functions;

/// <summary>Inverse survival function of the standard normal distribution: the x that a normal number exceeds with probability p.</summary>
/// <remarks>
/// Algorithm AS 241 of Wichura (1988): three rational functions, of (½ − p)² in the middle and of √(−log p) in the tails; relative error below
/// 2·10⁻¹⁵. As in SciPy, 0 gives ∞, 1 gives −∞, and what is no probability gives NaN.
/// </remarks>
internal readonly unsafe struct NormalIsf : IElementFunction
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double LargestBelowOne = 1 - (1.0 / (1L << 53));

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
        T.AreLessOrEqual(T.Create(SmallestNormal), x) && T.AreLessOrEqual(x, T.Create(LargestBelowOne));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Common<T>(T x)
        where T : struct, ILanes<T>
    {
        T sign = T.CreateBits(1ul << 63);
        T q = T.Create(0.5) - x;
        T distance = q & T.CreateBits(long.MaxValue);
        T central = Central(q);
        if (T.AreLessOrEqual(distance, T.Create(0.425))) return central;

        T smaller = T.Select(T.LessOrEqual(x, T.Create(0.5)), x, T.Create(1) - x);
        T r = T.Sqrt(T.Log(smaller) ^ sign);
        T tail = Tail(r);
        if (!T.AreLessOrEqual(r, T.Create(5)))
            tail = T.Select(T.LessOrEqual(r, T.Create(5)), tail, FarTail(r));
        tail ^= q & sign;
        return T.Select(T.LessOrEqual(distance, T.Create(0.425)), central, tail);
    }

    private static double Rare(double x)
    {
        if (x == 0) return double.PositiveInfinity;
        if (x == 1) return double.NegativeInfinity;
        if (!(x is > 0 and < 1)) return double.NaN;
        // Subnormal: 54 binary places up, and off the logarithm again.
        const double Places = 54;
        double log = Lane.Log(new(x * (1L << 54))).Value - (Places * 0.6931471805599453);
        return FarTail(new Lane(Math.Sqrt(-log))).Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Central<T>(T q)
        where T : struct, ILanes<T>
    {
        T r = T.MultiplyAdd(q ^ T.CreateBits(1ul << 63), q, T.Create(0.180625));
        T ratio = Ratio(
            r,
            [
                2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
                1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0,
            ],
            [
                5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
                5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0,
            ]);
        return q * ratio;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Tail<T>(T r)
        where T : struct, ILanes<T> =>
        Ratio(
            r - T.Create(1.6),
            [
                7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
                3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0,
            ],
            [
                1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
                6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0,
            ]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FarTail<T>(T r)
        where T : struct, ILanes<T> =>
        Ratio(
            r - T.Create(5),
            [
                2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
                2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0,
            ],
            [
                2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
                1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0,
            ]);

    /// <summary>The quotient of two polynomials of degree 7, highest coefficient first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Ratio<T>(T r, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
        where T : struct, ILanes<T> =>
        Polynomial(r, numerator) / Polynomial(r, denominator);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Polynomial<T>(T r, ReadOnlySpan<double> coefficients)
        where T : struct, ILanes<T>
    {
        T value = T.Create(coefficients[0]);
        for (int i = 1; i < coefficients.Length; i++) value = T.MultiplyAdd(value, r, T.Create(coefficients[i]));
        return value;
    }
}
