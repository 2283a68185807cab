using System.Runtime.CompilerServices;
using Cluster.Numerics.Lanes;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>The exponential function with the same bits in registers of any width.</summary>
/// <remarks>
/// x = k·ln 2 + r with |r| ≤ ½·ln 2; e^r = 1 + r + r²·q(r), where q, of degree 9, interpolates (e^r − 1 − r) / r² at the Chebyshev
/// nodes of that interval (relative error of the polynomial 2⁻⁵⁵); times 2ᵏ by adding k to the exponent. Within two units in the last place of the
/// base library's, which is itself within one.
/// A value of this type holds the constants, so that a loop keeps them in registers: written into the code, each would be read from
/// memory every time, and that, not arithmetic, would limit it.
/// </remarks>
internal readonly unsafe struct Exponential<T>
    where T : struct, ILanes<T>
{
    private readonly T _oneOverLn2, _rounding, _minusLn2, _minusLn2Rest, _one, _lowest;
    private readonly T _q0, _q1, _q2, _q3, _q4, _q5, _q6, _q7, _q8, _q9;

    /// <param name="constants">As <see cref="ExponentialConstants.Values"/> has them; an argument of the method that loops.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Exponential(double* constants)
    {
        _oneOverLn2 = T.Create(constants[0]);
        _rounding = T.Create(constants[1]);
        _minusLn2 = T.Create(constants[2]);
        _minusLn2Rest = T.Create(constants[3]);
        _one = T.Create(constants[4]);
        _lowest = T.Create(constants[5]);
        _q0 = T.Create(constants[6]);
        _q1 = T.Create(constants[7]);
        _q2 = T.Create(constants[8]);
        _q3 = T.Create(constants[9]);
        _q4 = T.Create(constants[10]);
        _q5 = T.Create(constants[11]);
        _q6 = T.Create(constants[12]);
        _q7 = T.Create(constants[13]);
        _q8 = T.Create(constants[14]);
        _q9 = T.Create(constants[15]);
    }

    /// <summary>e^x for x ≤ 709; 0 below <see cref="ExponentialConstants.Lowest"/> and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(T x)
    {
        T rounded = T.MultiplyAdd(x, _oneOverLn2, _rounding);
        T k = rounded - _rounding;
        T r = T.MultiplyAdd(k, _minusLn2Rest, T.MultiplyAdd(k, _minusLn2, x));

        // Neighbouring terms first (Estrin): registers wait for each other less long than in Horner's order.
        T square = r * r, fourth = square * square;
        T q01 = T.MultiplyAdd(r, _q1, _q0), q23 = T.MultiplyAdd(r, _q3, _q2), q45 = T.MultiplyAdd(r, _q5, _q4);
        T q67 = T.MultiplyAdd(r, _q7, _q6), q89 = T.MultiplyAdd(r, _q9, _q8);
        T q03 = T.MultiplyAdd(square, q23, q01), q47 = T.MultiplyAdd(square, q67, q45);
        T q = T.MultiplyAdd(fourth, T.MultiplyAdd(fourth, q89, q47), q03);
        return T.ZeroBelow(T.AddBits(T.MultiplyAdd(square, q, r) + _one, T.ShiftLeft(rounded, 52)), x, _lowest);
    }
}
