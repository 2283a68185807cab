using Cluster.Memory;

namespace Cluster.Rings;

/// <summary>
/// One direction: the words and the bytes, without any rule. <see cref="RingProducer"/> and <see cref="RingConsumer"/> have the rules.
/// </summary>
/// <remarks>
/// Addresses are taken once: whoever disposes the memory has seen to it that nobody uses this any more. Whatever position is given, all
/// that is touched lies within the ring.
/// </remarks>
internal sealed unsafe class Ring
{
    private readonly RingMemory _owner;
    private readonly byte* _data;
    private readonly byte* _words;
    private readonly int _mask;

    /// <param name="owner">Keeps the memory mapped.</param>
    /// <param name="memory">That of both rings, as long as they need.</param>
    /// <param name="index">0 or 1.</param>
    internal Ring(RingMemory owner, MappedMemory memory, int index)
    {
        (_owner, _mask) = (owner, owner.Capacity - 1);
        var start = (byte*)memory.Address;
        _data = start + RingLayout.HeaderSize + ((long)index * owner.Capacity);
        _words = start + (index * RingLayout.ControlSize);
    }

    internal int Capacity => _mask + 1;

    /// <summary>How many bytes have ever been written. The producer's.</summary>
    internal ref long Tail => ref *(long*)(_words + RingLayout.Tail);

    /// <summary>How many of them have been read. The consumer's.</summary>
    internal ref long Head => ref *(long*)(_words + RingLayout.Head);

    /// <summary>1 while the consumer sleeps, or is about to. Whoever makes it 0 of 1 owes a bell, or has withdrawn.</summary>
    internal ref int ReaderParked => ref *(int*)(_words + RingLayout.ReaderParked);

    /// <summary>1 while the producer sleeps on this word, or is about to.</summary>
    internal ref int WriterParked => ref *(int*)(_words + RingLayout.WriterParked);

    /// <summary>Copies bytes, at most a ring full, to a position; around the end where they reach it.</summary>
    internal void CopyIn(long position, ReadOnlySpan<byte> source)
    {
        int offset = (int)position & _mask;
        int first = Math.Min(source.Length, Capacity - offset);
        source[..first].CopyTo(new Span<byte>(_data + offset, first));
        if (first < source.Length) source[first..].CopyTo(new Span<byte>(_data, Capacity));
        GC.KeepAlive(_owner);
    }

    /// <summary>Copies bytes, at most a ring full, from a position; around the end where they reach it.</summary>
    internal void CopyOut(long position, Span<byte> destination)
    {
        int offset = (int)position & _mask;
        int first = Math.Min(destination.Length, Capacity - offset);
        new ReadOnlySpan<byte>(_data + offset, first).CopyTo(destination);
        if (first < destination.Length) new ReadOnlySpan<byte>(_data, destination.Length - first).CopyTo(destination[first..]);
        GC.KeepAlive(_owner);
    }
}
