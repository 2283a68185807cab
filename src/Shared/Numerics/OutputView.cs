using System.Runtime.CompilerServices;

namespace Cluster.Numerics;

/// <summary>Some adjacent slices of an array in memory, for writing: what a chunk fills of its job's output.</summary>
/// <remarks>As <see cref="ArrayView"/>: an address, valid until <c>Map</c> has returned. What it shows is not zeroed.</remarks>
/// <param name="Address">Of the first byte of the first slice.</param>
/// <param name="Layout">Of the whole array; null for a view of nothing.</param>
/// <param name="Count">Slices in the view.</param>
public readonly record struct OutputView(nint Address, ArrayLayout Layout, long Count)
{
    /// <summary>Elements in the view.</summary>
    public long Length => Layout is null ? 0 : Count * Layout.SliceLength;

    /// <summary>One slice of the view.</summary>
    /// <exception cref="OverflowException">A slice has more than 2³¹ − 1 elements; use <see cref="Block{T}"/>.</exception>
    public Span<T> Slice<T>(long index)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return At<T>(index * Layout.SliceBytes, checked((int)Layout.SliceLength));
    }

    /// <summary>Elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="length"/>.</summary>
    public Span<T> Block<T>(long start, int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return At<T>(start * Unsafe.SizeOf<T>(), length);
    }

    private unsafe Span<T> At<T>(long offset, int length)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != Layout.Type.Size()) throw new InvalidOperationException($"the array holds {Layout.Type.NumPyName()}");
        return new Span<T>((byte*)Address + offset, length);
    }
}
