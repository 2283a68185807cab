namespace Cluster.Workloads.GaussianMixture;

/// <summary>Some doubles that are computed together: a kernel is written once and runs in registers of any width.</summary>
/// <remarks>
/// Every operation is rounded as IEEE 754 says, lane by lane, so widths differ in speed only. A kernel that adds up lanes goes over its
/// data once for each <see cref="Count"/> of <see cref="Together"/> sums, and so has the same order of additions in all of them.
/// </remarks>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Lanes of the widest implementation; every count divides it.</summary>
    const int Together = 8;

    static abstract int Count { get; }

    static abstract TSelf Create(double value);

    static abstract TSelf Load(double* source);

    void Store(double* destination);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a where a &lt; b, otherwise b: also where one is NaN.</summary>
    static abstract TSelf Lesser(TSelf a, TSelf b);

    /// <summary>+0 where x &lt; limit or x is NaN, otherwise the value.</summary>
    static abstract TSelf ZeroBelow(TSelf value, TSelf x, TSelf limit);

    /// <summary>value · 2ᵏ, for a k that was rounded to a whole number by adding 1.5·2⁵² to it.</summary>
    /// <remarks>Neither value nor product may be subnormal.</remarks>
    static abstract TSelf Scale(TSelf value, TSelf rounded);
}
