using System.Runtime.InteropServices;
using Cluster.Interop;

namespace Cluster.Memory;

/// <summary>Memory of this process alone, outside the garbage-collected heap, with a 64-bit length.</summary>
/// <remarks>Not zeroed. The owner disposes it when nobody uses <see cref="Address"/> any more.</remarks>
internal sealed unsafe class NativeBuffer : IDisposable
{
    // A cache line, and the widest vector there is: no kernel's load ever straddles two lines at the start of a buffer.
    private const nuint Alignment = 64;

    private readonly bool _isMapped;
    private nint _address;

    /// <param name="length">Bytes; 0 is allowed.</param>
    /// <param name="hugePages">Whether it is to have pages of 2 MiB, if it is so large that it has pages of its own. Linux.</param>
    /// <exception cref="OutOfMemoryException">The system refused.</exception>
    /// <exception cref="ErrnoException">It refused huge pages' worth.</exception>
    public NativeBuffer(long length, bool hugePages = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _isMapped = hugePages && length >= HugePages.Size;
        _address = _isMapped ? LinuxMemory.MapAnonymous(length) : (nint)NativeMemory.AlignedAlloc((nuint)Math.Max(length, 1), Alignment);
        if (_isMapped) _ = LinuxMemory.PreferHugePages(_address, length, huge: true);
    }

    /// <summary>Whether pages of 2 MiB were asked for.</summary>
    internal SegmentPages Pages => _isMapped ? SegmentPages.Anonymous : SegmentPages.Ordinary;

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
        if (address == 0) return;
        if (_isMapped) LinuxMemory.Unmap(address, Length);
        else NativeMemory.AlignedFree((void*)address);
    }
}
