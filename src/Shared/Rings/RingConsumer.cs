namespace Cluster.Rings;

/// <summary>The reading side of a ring.</summary>
/// <remarks>
/// One thread at a time. Nothing here waits. <see cref="RingProducer"/> has the argument about order. Bytes are copied out before anybody
/// looks at them: the other process could change them between a check and a use.
/// </remarks>
internal sealed class RingConsumer(Ring ring)
{
    private long _head;
    private long _tail;

    // The head at the last look whether the producer sleeps.
    private long _looked;

    /// <summary>Whether there is something to read.</summary>
    /// <exception cref="RingException">The tail is none.</exception>
    internal bool HasBytes => _tail != _head || Available() > 0;

    /// <summary>Copies what is there, as much as fits, and gives its place back; returns how much.</summary>
    /// <exception cref="RingException">The tail is none.</exception>
    internal int Read(Span<byte> destination)
    {
        int available = (int)(_tail - _head);
        if (available < destination.Length) available = Available();
        int count = Math.Min(available, destination.Length);
        if (count == 0) return 0;
        ring.CopyOut(_head, destination[..count]);
        _head += count;
        Volatile.Write(ref ring.Head, _head);
        return count;
    }

    /// <summary>
    /// After a read: whether the producer sleeps and has reason to go on, and this side has taken it upon itself to wake it.
    /// </summary>
    /// <remarks>
    /// Looks once in every half ring that is read, because the fence costs more than a small read, and at every byte that is free the two
    /// would take turns. That is often enough: a producer that parks has seen a head H and has written up to H + capacity. Reading all that,
    /// this side comes by a look after a head beyond H, and the fences of both order the one's two accesses against the other's: that look
    /// sees the producer parked, unless the producer has seen that head and not slept.
    /// </remarks>
    internal bool MustWake()
    {
        if (_head - _looked < ring.Capacity / 2) return false;
        _looked = _head;
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref ring.WriterParked) != 0 && Interlocked.Exchange(ref ring.WriterParked, 0) != 0;
    }

    /// <summary>Says that this side is going to sleep until there are bytes. False if there are, and it must not.</summary>
    /// <returns>True: a bell will come, perhaps at once, and has to be waited for.</returns>
    internal bool TryPark()
    {
        Volatile.Write(ref ring.ReaderParked, 1);
        Interlocked.MemoryBarrier();
        if (Available() == 0) return true;
        // If the producer has it already, its bell is on its way. Waiting for it keeps bells from piling up: there is one for each time
        // that it was taken.
        return Interlocked.Exchange(ref ring.ReaderParked, 0) == 0;
    }

    private int Available()
    {
        long tail = Volatile.Read(ref ring.Tail);
        // A tail that goes back, or beyond the ring, would have this side read what is not there.
        if (tail < _tail || tail - _head > ring.Capacity)
            throw new RingException($"the writer of a ring says that it has written {tail:N0} bytes, of which {_head:N0} are read, after {_tail:N0}");
        _tail = tail;
        return (int)(tail - _head);
    }
}
