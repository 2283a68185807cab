namespace Cluster.Numerics.Lanes;

/// <summary>Some doubles that are computed together: a function or kernel is written once and runs in registers of any width.</summary>
/// <remarks>
/// Every operation is one that IEEE 754 fixes, or one on bits, lane by lane, so that widths differ in speed only. A kernel that adds up lanes
/// goes over its data once for each <see cref="Count"/> of <see cref="Together"/> sums, and so has the same order of additions in all of them. A
/// mask is a lane whose bits are all ones or all zeros.
/// </remarks>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Lanes of the widest implementation; every count divides it.</summary>
    const int Together = 8;

    static abstract int Count { get; }

    static abstract TSelf Create(double value);

    static abstract TSelf CreateBits(ulong bits);

    static abstract TSelf Load(double* source);

    void Store(double* destination);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Of the bits.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);

    /// <summary>Of the bits.</summary>
    static abstract TSelf operator ^(TSelf a, TSelf b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>Natural logarithm of positive normal numbers: <see cref="PortableMath.Log"/>.</summary>
    static abstract TSelf Log(TSelf a);

    /// <summary>a where a &lt; b, otherwise b: also where one is NaN.</summary>
    static abstract TSelf Lesser(TSelf a, TSelf b);

    /// <summary>+0 where x &lt; limit or x is NaN, otherwise the value.</summary>
    static abstract TSelf ZeroBelow(TSelf value, TSelf x, TSelf limit);

    /// <summary>A mask.</summary>
    static abstract TSelf LessOrEqual(TSelf a, TSelf b);

    /// <summary>Bits of <paramref name="whenSet"/> where the mask has ones, of <paramref name="whenClear"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf whenClear);

    /// <summary>Whether a ≤ b in every lane; a NaN is not.</summary>
    static abstract bool AreLessOrEqual(TSelf a, TSelf b);

    /// <summary>The sum of the bits as whole numbers, modulo 2⁶⁴.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>0 − a of the bits as whole numbers: turns 1 into a mask.</summary>
    static abstract TSelf NegateBits(TSelf a);

    static abstract TSelf ShiftLeft(TSelf a, int count);

    /// <summary>Entry (bits modulo 16) of a table of 16, which is constant data of the program.</summary>
    static abstract TSelf Lookup(ReadOnlySpan<double> table, TSelf bits);
}
