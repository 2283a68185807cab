using Cluster.Interop;

namespace Cluster.Memory;

/// <summary>Memory of this process alone whose pages are chosen: small or huge, made when touched or ahead.</summary>
/// <remarks>Zeroed. The owner disposes it when nobody uses <see cref="Range"/> any more. Linux only.</remarks>
internal sealed class AnonymousMemory : IDisposable
{
    private nint _address;

    /// <param name="length">Bytes; at least 1.</param>
    /// <param name="hugePages">Whether pages of 2 MiB are wanted; if not, none is used even where the system would by itself.</param>
    /// <exception cref="ErrnoException">The system refused.</exception>
    internal AnonymousMemory(long length, bool hugePages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        _address = LinuxMemory.MapAnonymous(length);
        _ = LinuxMemory.PreferHugePages(_address, length, hugePages);
    }

    /// <summary>Bytes.</summary>
    internal long Length { get; }

    /// <exception cref="ObjectDisposedException">The memory is unmapped.</exception>
    internal MemoryRange Range =>
        _address != 0 ? new MemoryRange(_address, Length) : throw new ObjectDisposedException(nameof(AnonymousMemory));

    /// <summary>Makes all pages at once. False where the kernel is older than 5.14.</summary>
    internal bool Populate() => LinuxMemory.Populate(Range.Address, Length, writing: true);

    public void Dispose()
    {
        nint address = Interlocked.Exchange(ref _address, 0);
        if (address != 0) LinuxMemory.Unmap(address, Length);
    }
}
