using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Numerics.Functions;

/// <summary>Applies a function to each element of an array: the same bits whatever the width, the length and the position.</summary>
internal static class ElementMap
{
    /// <summary>Fills <paramref name="destination"/>, which is as long as <paramref name="source"/> and is it or does not overlap it.</summary>
    public static void Apply<TFunction>(ReadOnlySpan<double> source, Span<double> destination)
        where TFunction : IElementFunction
    {
        if (Vector512.IsHardwareAccelerated) Apply<TFunction, Vector512<double>, Lanes512>(source, destination);
        else if (Vector256.IsHardwareAccelerated) Apply<TFunction, Vector256<double>, Lanes256>(source, destination);
        else Apply<TFunction, double, Lane>(source, destination);
    }

    /// <summary>On a path of the caller's choice.</summary>
    internal static void Apply<TFunction, T, TLanes>(ReadOnlySpan<double> source, Span<double> destination)
        where TFunction : IElementFunction
        where T : struct
        where TLanes : ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, source.Length);
        while (!source.IsEmpty)
        {
            ref double from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(destination);
            int done = (int)TFunction.Run<T, TLanes>(in from, ref to, source.Length);
            // The register that stopped it, or the rest that fills none.
            int end = Math.Min(done + TLanes.Count, source.Length);
            for (; done < end; done++) destination[done] = TFunction.Single(source[done]);
            source = source[end..];
            destination = destination[end..];
        }
    }

    /// <summary>The sum of two numbers. A NaN is always <see cref="double.NaN"/>: which payload survives depends on the processor.</summary>
    public static void Add(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> destination)
    {
        if (Vector512.IsHardwareAccelerated) Add<Vector512<double>, Lanes512>(first, second, destination);
        else if (Vector256.IsHardwareAccelerated) Add<Vector256<double>, Lanes256>(first, second, destination);
        else Add<double, Lane>(first, second, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add<T, TLanes>(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> destination)
        where T : struct
        where TLanes : ILanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, destination.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, destination.Length);
        ref double a = ref MemoryMarshal.GetReference(first), b = ref MemoryMarshal.GetReference(second);
        ref double to = ref MemoryMarshal.GetReference(destination);
        nint i = 0;
        for (; i <= destination.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(Sum<T, TLanes>(TLanes.Load(in Unsafe.Add(ref a, i)), TLanes.Load(in Unsafe.Add(ref b, i))), ref Unsafe.Add(ref to, i));
        for (; i < destination.Length; i++)
            Unsafe.Add(ref to, i) = Sum<double, Lane>(Unsafe.Add(ref a, i), Unsafe.Add(ref b, i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T, TLanes>(T a, T b)
        where T : struct
        where TLanes : ILanes<T>
    {
        T sum = TLanes.Add(a, b);
        return TLanes.Select(TLanes.LessOrEqual(sum, sum), sum, TLanes.All(double.NaN));
    }
}
