namespace Cluster.Numerics.Functions;

/// <summary>A function of one number, for <see cref="ElementMap"/>.</summary>
internal interface IElementFunction
{
    /// <summary>Whether <see cref="Common"/> may be asked about these numbers.</summary>
    static abstract bool Covers<T, TLanes>(T x)
        where T : struct
        where TLanes : ILanes<T>;

    /// <summary>The function of numbers that occur often.</summary>
    static abstract T Common<T, TLanes>(T x)
        where T : struct
        where TLanes : ILanes<T>;

    /// <summary>The function of a number that <see cref="Common"/> does not cover. Every NaN that it returns is <see cref="double.NaN"/>.</summary>
    static abstract double Rare(double x);
}
