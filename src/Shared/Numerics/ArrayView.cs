using System.Runtime.CompilerServices;

namespace Cluster.Numerics;

/// <summary>Some slices of an array in memory: what a chunk sees of its input.</summary>
/// <remarks>
/// Holds an address, not the memory: whoever made the view keeps the memory mapped until <c>Map</c> has returned, and a view must not
/// be kept longer than that. Reading only: the memory may be mapped without write permission.
/// </remarks>
/// <param name="Address">Of the first byte of the first slice that the view shows.</param>
/// <param name="Layout">Of the whole array; its type and slice length apply to the view.</param>
/// <param name="Count">Slices in the view.</param>
/// <param name="Step">Distance from one slice of the view to the next, in slices of the array; 1 when they are adjacent.</param>
public readonly record struct ArrayView(nint Address, ArrayLayout Layout, long Count, long Step)
{
    /// <summary>Elements in the view.</summary>
    public long Length => Count * Layout.SliceLength;

    /// <summary>True when the slices are adjacent in memory, so that blocks may span them.</summary>
    public bool IsContiguous => Step == 1 || Count <= 1;

    /// <summary>One slice of the view.</summary>
    /// <exception cref="OverflowException">A slice has more than 2³¹ − 1 elements; use <see cref="Block{T}"/>.</exception>
    public ReadOnlySpan<T> Slice<T>(long index)
        where T : unmanaged => At<T>(checked(index * Step * Layout.SliceBytes), checked((int)Layout.SliceLength));

    /// <summary>Elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="length"/> of a contiguous view.</summary>
    /// <exception cref="InvalidOperationException">The view is not contiguous.</exception>
    public ReadOnlySpan<T> Block<T>(long start, int length)
        where T : unmanaged
    {
        if (!IsContiguous) throw new InvalidOperationException("a strided view has no blocks; go slice by slice");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return At<T>(start * Unsafe.SizeOf<T>(), length);
    }

    /// <summary>Bytes of a contiguous view, whatever their type.</summary>
    /// <exception cref="InvalidOperationException">The view is not contiguous.</exception>
    public unsafe ReadOnlySpan<byte> Bytes(long offset, int length)
    {
        if (!IsContiguous) throw new InvalidOperationException("a strided view has no blocks; go slice by slice");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Count * Layout.SliceBytes);
        return new ReadOnlySpan<byte>((byte*)Address + offset, length);
    }

    private unsafe ReadOnlySpan<T> At<T>(long offset, int length)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != Layout.Type.Size()) throw new InvalidOperationException($"the array holds {Layout.Type.NumPyName()}");
        return new ReadOnlySpan<T>((byte*)Address + offset, length);
    }
}
