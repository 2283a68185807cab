using Cluster.Memory;

namespace Cluster.Rings;

/// <summary>A process's mapping of a pair of rings.</summary>
/// <remarks>
/// It is unmapped when nobody can reach it any more, and not before: whoever closes a connection does not know whether another thread is in the middle of a copy, and
/// to ask would cost every message two locked instructions. What counts, the pages, is given back by <see cref="Discard"/>; a range of addresses costs nothing.
/// </remarks>
internal sealed class RingMemory
{
    private readonly MappedMemory? _memory;

    /// <param name="memory">Mapped for writing; owned from now on.</param>
    /// <param name="capacity">Of each ring.</param>
    internal RingMemory(MappedMemory memory, int capacity)
    {
        if (!RingLayout.IsValid(capacity) || memory.Length < RingLayout.ByteLength(capacity))
            throw new ArgumentException($"rings of {capacity:N0} bytes in {memory.Length:N0}", nameof(capacity));
        (_memory, Capacity) = (memory, capacity);
    }

    // Also of an object whose constructor has thrown.
    ~RingMemory() => _memory?.Dispose();

    /// <summary>Bytes that one ring holds.</summary>
    internal int Capacity { get; }

    /// <summary>The ring to the worker, or the one from it.</summary>
    internal Ring Ring(bool toWorker) => new(this, _memory!, toWorker ? 0 : 1);

    /// <summary>Gives the pages back to the system, for all processes. The worker is gone: what it had not read, or what was not read of it, is lost.</summary>
    internal void Discard()
    {
        _memory!.Discard();
        GC.KeepAlive(this);
    }
}
