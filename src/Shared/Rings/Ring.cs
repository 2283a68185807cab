using System.Runtime.InteropServices;
using Cluster.Memory;

namespace Cluster.Rings;

/// <summary>One direction: the words and the bytes, without any rule. <see cref="RingProducer"/> and <see cref="RingConsumer"/> have the rules.</summary>
/// <param name="owner">Keeps the memory mapped.</param>
/// <param name="memory">That of both rings.</param>
/// <param name="index">0 or 1.</param>
internal sealed class Ring(RingMemory owner, MappedMemory memory, int index)
{
    private readonly long _data = RingLayout.HeaderSize + ((long)index * owner.Capacity);
    private readonly long _words = (long)index * RingLayout.ControlSize;

    internal int Capacity => owner.Capacity;

    /// <summary>How many bytes have ever been written. The producer's.</summary>
    internal ref long Tail => ref MemoryMarshal.AsRef<long>(memory.Write(_words + RingLayout.Tail, sizeof(long)));

    /// <summary>How many of them have been read. The consumer's.</summary>
    internal ref long Head => ref MemoryMarshal.AsRef<long>(memory.Write(_words + RingLayout.Head, sizeof(long)));

    /// <summary>1 while the consumer sleeps, or is about to. Whoever makes it 0 of 1 owes a bell, or has withdrawn.</summary>
    internal ref int ReaderParked => ref MemoryMarshal.AsRef<int>(memory.Write(_words + RingLayout.ReaderParked, sizeof(int)));

    /// <summary>1 while the producer sleeps on this word, or is about to.</summary>
    internal ref int WriterParked => ref MemoryMarshal.AsRef<int>(memory.Write(_words + RingLayout.WriterParked, sizeof(int)));

    /// <summary>Copies bytes to a position; around the end where they reach it.</summary>
    internal void CopyIn(long position, ReadOnlySpan<byte> source)
    {
        int offset = (int)(position & (Capacity - 1));
        int first = Math.Min(source.Length, Capacity - offset);
        source[..first].CopyTo(memory.Write(_data + offset, first));
        source[first..].CopyTo(memory.Write(_data, source.Length - first));
    }

    /// <summary>Copies bytes from a position; around the end where they reach it.</summary>
    internal void CopyOut(long position, Span<byte> destination)
    {
        int offset = (int)(position & (Capacity - 1));
        int first = Math.Min(destination.Length, Capacity - offset);
        memory.Read(_data + offset, first).CopyTo(destination);
        memory.Read(_data, destination.Length - first).CopyTo(destination[first..]);
    }
}
