using System.Runtime.CompilerServices;

namespace Cluster.Numerics;

/// <summary>The exponential function with the same bits in registers of any width.</summary>
/// <remarks>
/// x = k·ln 2 + r with |r| ≤ ½·ln 2; e^r = 1 + r + r²·q(r), where q, of degree 9, interpolates (e^r − 1 − r) / r² at the Chebyshev nodes of that interval
/// (relative error of the polynomial 2⁻⁵⁵); times 2ᵏ by adding k to the exponent. Error below 1 ulp.
/// </remarks>
internal static class Exponential
{
    /// <summary>Below this the result is 0: it would soon be subnormal, and is nothing beside the 1 that it is added to.</summary>
    public const double Lowest = -708;

    private const double OneOverLn2 = 1.4426950408889634;
    private const double MinusLn2 = -0.6931471805599453;
    private const double MinusLn2Rest = -2.3190468138462996e-17;
    private const double Rounding = 6755399441055744; // 1.5·2⁵²

    /// <summary>e^x for x ≤ 709; 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        T rounded = T.MultiplyAdd(x, T.Create(OneOverLn2), T.Create(Rounding));
        T k = rounded - T.Create(Rounding);
        T r = T.MultiplyAdd(k, T.Create(MinusLn2Rest), T.MultiplyAdd(k, T.Create(MinusLn2), x));
        T q = T.MultiplyAdd(r, T.Create(2.510038549551032e-08), T.Create(2.7620088445409746e-07));
        q = T.MultiplyAdd(r, q, T.Create(2.7557268459997064e-06));
        q = T.MultiplyAdd(r, q, T.Create(2.4801521295954376e-05));
        q = T.MultiplyAdd(r, q, T.Create(0.00019841269863053618));
        q = T.MultiplyAdd(r, q, T.Create(0.0013888888917213717));
        q = T.MultiplyAdd(r, q, T.Create(0.008333333333330062));
        q = T.MultiplyAdd(r, q, T.Create(0.04166666666662413));
        q = T.MultiplyAdd(r, q, T.Create(0.16666666666666669));
        q = T.MultiplyAdd(r, q, T.Create(0.5000000000000001));
        T power = T.MultiplyAdd(r * r, q, r) + T.Create(1);
        return T.ZeroBelow(T.Scale(power, rounded), x, T.Create(Lowest));
    }
}
