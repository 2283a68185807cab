using Cluster.Memory;

namespace Cluster.Coordinator.Measurement.Peers;

/// <summary>Memory that is gone through again and again, piece by piece: small enough for a cache, or larger than any.</summary>
/// <remarks>One thread at a time. Every page was touched before its first use.</remarks>
internal sealed class CyclicMemory : IDisposable
{
    private readonly NativeBuffer _buffer;
    private long _next;

    internal CyclicMemory(long length)
    {
        _buffer = new NativeBuffer(length);
        MemoryKernels.Fill(new MemoryRange(_buffer.Address, length), 7);
    }

    /// <summary>The next piece; at the end it goes on at the beginning.</summary>
    /// <param name="length">Bytes, at most as many as there are.</param>
    internal Span<byte> Next(int length)
    {
        if (_next + length > _buffer.Length) _next = 0;
        Span<byte> piece = _buffer.Span(_next, length);
        _next += length;
        return piece;
    }

    public void Dispose() => _buffer.Dispose();
}
