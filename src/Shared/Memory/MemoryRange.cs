namespace Cluster.Memory;

/// <summary>A stretch of memory that somebody else keeps, with a 64-bit length.</summary>
/// <param name="Address">Of the first byte.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct MemoryRange(nint Address, long Length)
{
    /// <summary>Part of it.</summary>
    public unsafe Span<byte> Span(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new Span<byte>((byte*)Address + offset, length);
    }
}
