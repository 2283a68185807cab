using System.Runtime.InteropServices;

namespace Cluster.Memory;

/// <summary>Memory of this process alone, outside the garbage-collected heap, with a 64-bit length.</summary>
/// <remarks>Not zeroed. The owner disposes it when nobody uses <see cref="Address"/> any more.</remarks>
internal sealed unsafe class NativeBuffer : IDisposable
{
    // A cache line, and the widest vector there is: no kernel's load ever straddles two lines at the start of a buffer.
    private const nuint Alignment = 64;

    private nint _address;

    /// <param name="length">Bytes; 0 is allowed.</param>
    /// <exception cref="OutOfMemoryException">The system refused.</exception>
    public NativeBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _address = (nint)NativeMemory.AlignedAlloc((nuint)Math.Max(length, 1), Alignment);
    }

    /// <exception cref="ObjectDisposedException">The memory is freed.</exception>
    public nint Address => _address != 0 ? _address : throw new ObjectDisposedException(nameof(NativeBuffer));

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Part of the memory.</summary>
    public Span<byte> Span(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new Span<byte>((byte*)Address + offset, length);
    }

    public void Dispose()
    {
        nint address = Interlocked.Exchange(ref _address, 0);
        if (address != 0) NativeMemory.AlignedFree((void*)address);
    }
}
