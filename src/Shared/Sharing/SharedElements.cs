using System.Runtime.CompilerServices;

namespace Cluster.Sharing;

/// <summary>Elements in a block: what the arrays for writing and for reading have in common.</summary>
/// <remarks>
/// An element access checks index and disposal, and takes no reference: it is one instruction long, and only disposing in another thread at
/// that moment can come between. What takes longer holds a reference.
/// </remarks>
internal sealed unsafe class SharedElements<T> : IDisposable
    where T : unmanaged
{
    private readonly SharedReference _reference;
    private readonly long _offset;
    private SharedBlock _block;

    /// <param name="reference">Of whose kind this is: an owner's, a process's or a view.</param>
    /// <param name="offset">Bytes from the start of the data to the first element.</param>
    /// <param name="shape">Of the elements.</param>
    internal SharedElements(SharedReference reference, long offset, SharedShape shape) =>
        (_reference, _offset, Shape, Length, _block) = (reference, offset, shape, shape.Length, reference.Block);

    internal long Length { get; }

    internal SharedShape Shape { get; }

    /// <summary>Bytes from the start of the block's data.</summary>
    internal long Offset => _offset;

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    internal SharedBlock Block
    {
        get
        {
            _ = _block.Address;
            return _block;
        }
    }

    internal static SharedElements<T> Create(SharedBlocks blocks, SharedShape shape, string fallbackDirectory) =>
        new(blocks.Create($"array-{typeof(T).Name}", ByteLength(shape), fallbackDirectory), 0, shape);

    /// <summary>Bytes of an array of that shape.</summary>
    /// <exception cref="ArgumentException">More than 2⁶³ − 1, less the block's header.</exception>
    internal static long ByteLength(SharedShape shape)
    {
        Int128 bytes = (Int128)shape.Length * sizeof(T);
        return bytes <= long.MaxValue - SharedBlock.HeaderSize
            ? (long)bytes
            : throw new ArgumentException($"{shape.Length:N0} elements of {sizeof(T)} bytes are more than an address space has");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T At(long index)
    {
        nint address = _block.Address;
        if ((ulong)index >= (ulong)Length) ThrowIndex(index);
        return ref ((T*)(address + (nint)_offset))[index];
    }

    internal ref T At(scoped ReadOnlySpan<long> indexes) => ref At(Shape.PlaceOf(indexes));

    internal Span<T> Span(long start, int length)
    {
        nint address = _block.Address;
        Check(start, length);
        return new Span<T>((T*)(address + (nint)_offset) + start, length);
    }

    internal Span<T> Span() => Length <= int.MaxValue
        ? Span(0, (int)Length)
        : throw new InvalidOperationException($"{Length:N0} elements are too many for one span; take AsSpan(start, length) of a part");

    internal Memory<T> Memory(long start, int length)
    {
        _ = _block.Address;
        Check(start, length);
        return new SharedMemory<T>(this, start, length).Memory;
    }

    internal SharedElements<T> Slice(long start, long length)
    {
        _ = _block.Address;
        Check(start, length);
        return new SharedElements<T>(_reference.View(), _offset + (start * sizeof(T)), SharedShape.Vector(length));
    }

    internal SharedElements<T> Rows(long start, long count)
    {
        _ = _block.Address;
        SharedShape rows = Shape.Rows(start, count);
        return new SharedElements<T>(_reference.View(), _offset + (start * Shape.SliceLength * sizeof(T)), rows);
    }

    /// <summary>The same elements, for somebody who disposes them apart.</summary>
    internal SharedElements<T> View()
    {
        _ = _block.Address;
        return new SharedElements<T>(_reference.View(), _offset, Shape);
    }

    internal void CopyFrom(ReadOnlySpan<T> source, long start)
    {
        SharedBlock block = _block.Acquire();
        try
        {
            source.CopyTo(Span(start, source.Length));
        }
        finally
        {
            block.Release();
        }
    }

    internal void CopyTo(Span<T> destination, long start)
    {
        SharedBlock block = _block.Acquire();
        try
        {
            Span(start, destination.Length).CopyTo(destination);
        }
        finally
        {
            block.Release();
        }
    }

    internal void Fill(T value)
    {
        SharedBlock block = _block.Acquire();
        try
        {
            for (long start = 0; start < Length;)
            {
                int length = (int)Math.Min(Length - start, int.MaxValue);
                Span(start, length).Fill(value);
                start += length;
            }
        }
        finally
        {
            block.Release();
        }
    }

    public void Dispose()
    {
        _block = SharedBlock.Closed;
        _reference.Dispose();
    }

    // Compared without a sum, which could overflow.
    private void Check(long start, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - start);
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void ThrowIndex(long index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"must be at least 0 and less than {Length:N0}");
}
