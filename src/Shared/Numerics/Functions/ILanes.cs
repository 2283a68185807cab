namespace Cluster.Numerics.Functions;

/// <summary>The operations that elementary functions are made of, on as many numbers at a time as a register holds.</summary>
/// <remarks>
/// A function is written once, over <typeparamref name="T"/>, and compiled for 8, 4 or 1 number at a time. Each operation is one that IEEE 754
/// fixes, or one on bits, so every width gives the same bits. A mask is a number whose bits are all ones or all zeros.
/// </remarks>
/// <typeparam name="T">The register.</typeparam>
internal interface ILanes<T>
    where T : struct
{
    /// <summary>Numbers in a register.</summary>
    static abstract int Count { get; }

    static abstract T All(double value);

    static abstract T AllBits(ulong bits);

    static abstract T Load(ref readonly double source);

    static abstract void Store(T value, ref double destination);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Multiply(T a, T b);

    static abstract T Divide(T a, T b);

    static abstract T Sqrt(T a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T Fma(T a, T b, T c);

    /// <summary>Natural logarithm of positive normal numbers: <see cref="PortableMath.Log"/>.</summary>
    static abstract T Log(T a);

    static abstract T And(T a, T b);

    static abstract T Xor(T a, T b);

    /// <summary>The sum of the bits as whole numbers, modulo 2⁶⁴.</summary>
    static abstract T AddBits(T a, T b);

    /// <summary>0 − a of the bits as whole numbers: turns 1 into a mask.</summary>
    static abstract T NegateBits(T a);

    static abstract T ShiftLeft(T a, int count);

    static abstract T LessOrEqual(T a, T b);

    /// <summary>Bits of <paramref name="whenSet"/> where the mask has ones, of <paramref name="whenClear"/> elsewhere.</summary>
    static abstract T Select(T mask, T whenSet, T whenClear);

    /// <summary>Whether a ≤ b in every lane; a NaN is not.</summary>
    static abstract bool AreLessOrEqual(T a, T b);

    /// <summary>Entry (bits modulo 16) of a table of 16.</summary>
    static abstract T Lookup(ReadOnlySpan<double> table, T bits);
}
