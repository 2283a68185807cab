using Cluster.Numerics.Lanes;

namespace Cluster.Numerics.Functions;

/// <summary>A function of one number, for <see cref="ElementMap"/>.</summary>
internal unsafe interface IElementFunction
{
    /// <summary>
    /// Maps whole registers, from the front, up to one that holds a number which needs <see cref="Single"/>. A register at a time, and with no
    /// call in the loop, so that constants stay in registers.
    /// </summary>
    /// <returns>How many elements were mapped.</returns>
    static abstract nint Run<T>(double* source, double* destination, nint count)
        where T : struct, ILanes<T>;

    /// <summary>The function of any number, in the bits of <see cref="Run"/>. Every NaN that it returns is <see cref="double.NaN"/>.</summary>
    static abstract double Single(double x);
}
