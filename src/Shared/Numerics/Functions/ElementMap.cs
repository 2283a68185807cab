using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cluster.Numerics.Lanes;

namespace Cluster.Numerics.Functions;

/// <summary>Applies a function to each element of an array: the same bits whatever the width, the length and the position.</summary>
internal static unsafe class ElementMap
{
    /// <summary>Fills <paramref name="destination"/>, which is as long as <paramref name="source"/> and is it or does not overlap it.</summary>
    public static void Apply<TFunction>(ReadOnlySpan<double> source, Span<double> destination)
        where TFunction : IElementFunction
    {
        if (Vector512.IsHardwareAccelerated) Apply<TFunction, Lanes512>(source, destination);
        else if (Vector256.IsHardwareAccelerated) Apply<TFunction, Lanes256>(source, destination);
        else Apply<TFunction, Lane>(source, destination);
    }

    /// <summary>On a path of the caller's choice.</summary>
    internal static void Apply<TFunction, T>(ReadOnlySpan<double> source, Span<double> destination)
        where TFunction : IElementFunction
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, source.Length);
        fixed (double* from = source, to = destination)
        {
            for (nint at = 0; at < source.Length;)
            {
                at += TFunction.Run<T>(from + at, to + at, source.Length - at);
                // The register that stopped it, or the rest that fills none.
                for (nint end = Math.Min(at + T.Count, source.Length); at < end; at++) to[at] = TFunction.Single(from[at]);
            }
        }
    }

    /// <summary>The sum of two numbers. A NaN is always <see cref="double.NaN"/>: which payload survives depends on the processor.</summary>
    public static void Add(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> destination)
    {
        if (Vector512.IsHardwareAccelerated) Add<Lanes512>(first, second, destination);
        else if (Vector256.IsHardwareAccelerated) Add<Lanes256>(first, second, destination);
        else Add<Lane>(first, second, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add<T>(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> destination)
        where T : struct, ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, destination.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, destination.Length);
        fixed (double* a = first, b = second, to = destination)
        {
            nint i = 0;
            for (; i <= destination.Length - T.Count; i += T.Count) Sum(T.Load(a + i), T.Load(b + i)).Store(to + i);
            for (; i < destination.Length; i++) Sum(Lane.Load(a + i), Lane.Load(b + i)).Store(to + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T>(T a, T b)
        where T : struct, ILanes<T>
    {
        T sum = a + b;
        return T.Select(T.LessOrEqual(sum, sum), sum, T.Create(double.NaN));
    }
}
