namespace Cluster.Rings;

/// <summary>The writing side of a ring.</summary>
/// <remarks>
/// One thread at a time. Nothing here waits.
/// <para>
/// Order. Bytes are copied, then the tail is written with release; the consumer reads the tail with acquire, then the bytes. The head
/// likewise in the other direction: a place is written again only when its bytes have been copied out. Both hold on Arm as they do on x86.
/// </para>
/// <para>
/// Parking is the store-then-load of two processes, which no release and no acquire orders: a producer writes the tail and then looks
/// whether the consumer is parked, a consumer writes that it is parked and then looks at the tail. Without a full fence between the two on
/// both sides each may see the other's old value, and the bell is never rung. <c>ParkingModelTests</c> goes through all interleavings,
/// with the fences and without either.
/// </para>
/// </remarks>
internal sealed class RingProducer(Ring ring)
{
    // As this side knows them. What lies in the memory is the other process's to spoil.
    private long _tail;
    private long _head;

    /// <summary>Whether there is room for a byte.</summary>
    /// <exception cref="RingException">The head is none.</exception>
    internal bool HasRoom => _tail - _head < ring.Capacity || Room() > 0;

    /// <summary>Copies as much as there is room for and publishes it; returns how much.</summary>
    /// <exception cref="RingException">The head is none.</exception>
    internal int Write(ReadOnlySpan<byte> source)
    {
        int room = ring.Capacity - (int)(_tail - _head);
        if (room < source.Length) room = Room();
        int count = Math.Min(room, source.Length);
        if (count == 0) return 0;
        ring.CopyIn(_tail, source[..count]);
        _tail += count;
        Volatile.Write(ref ring.Tail, _tail);
        return count;
    }

    /// <summary>After a write: whether the consumer sleeps, and this side has taken it upon itself to wake it.</summary>
    internal bool MustRing()
    {
        // Between the tail and this look; see above.
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref ring.ReaderParked) != 0 && Interlocked.Exchange(ref ring.ReaderParked, 0) != 0;
    }

    /// <summary>Says that this side is going to sleep until there is room. False if there is, and it must not.</summary>
    internal bool TryPark()
    {
        Volatile.Write(ref ring.WriterParked, 1);
        Interlocked.MemoryBarrier();
        if (Room() == 0) return true;
        // The consumer may have taken it back already; its wake then finds nobody, which is no harm to a futex.
        Volatile.Write(ref ring.WriterParked, 0);
        return false;
    }

    private int Room()
    {
        long head = Volatile.Read(ref ring.Head);
        // A head that goes back, or beyond what was written, would have this side overwrite what is not read, or worse.
        if (head < _head || head > _tail)
            throw new RingException($"the reader of a ring says that it has read {head:N0} bytes of {_tail:N0}, after {_head:N0}");
        _head = head;
        return ring.Capacity - (int)(_tail - head);
    }
}
