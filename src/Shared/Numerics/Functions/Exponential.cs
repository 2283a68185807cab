using System.Runtime.CompilerServices;
using Cluster.Numerics.Lanes;

namespace Cluster.Numerics.Functions;

/// <summary>eˣ, within 0.6 units in the last place (1 where the result is subnormal).</summary>
/// <remarks>
/// x = (16·k + j)·ln 2 / 16 + r with |r| ≤ ln 2 / 32, so that eˣ = 2ᵏ · 2^(j/16) · eʳ. Adding 1.5·2⁵² rounds 16·x / ln 2 to a whole number and
/// leaves it in the low bits: the last four choose the table entry, and the whole, shifted, is added to the entry's exponent. What each entry
/// was rounded by is added to r. The polynomial is the least-squares fit of degree 6 at 200 Chebyshev nodes; its error is 2⁻⁵⁶.
/// </remarks>
internal readonly unsafe struct Exponential : IElementFunction
{
    private const double Magic = 1.5 * (1L << 52);

    // Up to here the result is a normal number.
    private const double Covered = 708;

    // Where they are in Terms.
    private const int StepsPerUnit = 0, StepHigh = 1, StepLow = 2, C2 = 3, C3 = 4, C4 = 5, C5 = 6, C6 = 7, Count = 8;

    // 16 / ln 2; −ln 2 / 16 in two parts; the coefficients of r² to r⁶.
    private static ReadOnlySpan<double> Terms =>
    [
        23.083120654223414, -0.04332169878499658, -1.4494042586539372e-18,
        0.5000000000000004, 0.16666666664368912, 0.04166666666051197, 0.00833347311467763, 0.0013889113537362797,
    ];

    private static ReadOnlySpan<double> RelativeErrors =>
    [
        0.0, 8.189317638195515e-17, -2.7939114859515733e-17, 7.826573258636076e-17,
        3.3484623336251524e-17, 3.750854201303127e-17, 1.9572585293112036e-17, 5.68648095791174e-17,
        -6.835808657661922e-17, -2.3591094770850053e-17, 5.1548301170786783e-17, 1.5341410053603723e-17,
        4.875160526227062e-17, 1.685487290628973e-17, 1.790126907604513e-17, -5.545065618639427e-17,
    ];

    // 2^(j/16), with j/16 taken off the exponent field, where the shifted whole number will add it.
    private static ReadOnlySpan<double> Powers =>
    [
        1.0, 0.9908868912137069, 0.9827538663326288, 0.9756443173783458,
        0.9696035575013605, 0.964678906036742, 0.9609197773255048, 0.9583777734684463,
        0.9571067811865476, 0.9571630729697497, 0.9586054127039704, 0.9614951659746271,
        0.9658964152537145, 0.9718760801866497, 0.9795040432046712, 0.9888532806985737,
    ];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nint Run<T>(double* source, double* destination, nint count)
        where T : struct, ILanes<T>
    {
        // By way of the stack, so that the compiler takes them for variables and keeps them in registers: what it knows to be constant it reads
        // from memory for each register of elements, and those reads took longer than the arithmetic.
        Span<double> terms = stackalloc double[Count];
        Terms.CopyTo(terms);
        T stepsPerUnit = T.Create(terms[StepsPerUnit]), stepHigh = T.Create(terms[StepHigh]), stepLow = T.Create(terms[StepLow]);
        T c2 = T.Create(terms[C2]), c3 = T.Create(terms[C3]), c4 = T.Create(terms[C4]), c5 = T.Create(terms[C5]), c6 = T.Create(terms[C6]);

        nint i = 0;
        for (; i <= count - T.Count; i += T.Count)
        {
            T x = T.Load(source + i);
            if (!T.AreLessOrEqual(x & T.CreateBits(long.MaxValue), T.Create(Covered))) break;
            T r = Remainder(x, stepsPerUnit, stepHigh, stepLow, out T steps);
            T excess = Excess(r, c2, c3, c4, c5, c6);
            T power = T.AddBits(T.Lookup(Powers, steps), T.ShiftLeft(steps, 48));
            T.MultiplyAdd(power, excess, power).Store(destination + i);
        }

        return i;
    }

    public static double Single(double x)
    {
        if (double.IsNaN(x)) return double.NaN;
        if (x > 710) return double.PositiveInfinity;
        if (x < -746) return 0;
        Lane r = Remainder<Lane>(new(x), new(Terms[StepsPerUnit]), new(Terms[StepHigh]), new(Terms[StepLow]), out Lane steps);
        Lane excess = Excess<Lane>(r, new(Terms[C2]), new(Terms[C3]), new(Terms[C4]), new(Terms[C5]), new(Terms[C6]));
        long whole = (long)(steps.Value - Magic);
        Lane power = Lane.AddBits(Lane.Lookup(Powers, steps), Lane.CreateBits((ulong)(whole & 15) << 48));
        // The first factor leaves the fraction as it is; the second rounds, to a subnormal number or to infinity if need be.
        long k = whole >> 4;
        return Lane.MultiplyAdd(power, excess, power).Value * PowerOfTwo(k / 2) * PowerOfTwo(k - (k / 2));
    }

    /// <summary>r; and 16·k + j, as the low bits of <paramref name="steps"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Remainder<T>(T x, T stepsPerUnit, T stepHigh, T stepLow, out T steps)
        where T : struct, ILanes<T>
    {
        steps = T.MultiplyAdd(x, stepsPerUnit, T.Create(Magic));
        T whole = steps - T.Create(Magic);
        T r = T.MultiplyAdd(whole, stepLow, T.MultiplyAdd(whole, stepHigh, x));
        return r + T.Lookup(RelativeErrors, steps);
    }

    /// <summary>eʳ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Excess<T>(T r, T c2, T c3, T c4, T c5, T c6)
        where T : struct, ILanes<T>
    {
        T square = r * r;
        T high = T.MultiplyAdd(square, c6, T.MultiplyAdd(r, c5, c4));
        return T.MultiplyAdd(square, T.MultiplyAdd(square, high, T.MultiplyAdd(r, c3, c2)), r);
    }

    private static double PowerOfTwo(long exponent) => BitConverter.Int64BitsToDouble((exponent + 1023) << 52);
}
