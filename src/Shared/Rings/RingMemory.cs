using Cluster.Memory;

namespace Cluster.Rings;

/// <summary>A process's mapping of a pair of rings.</summary>
/// <remarks>
/// Whoever owns it disposes it when nobody reads or writes through it any more: addresses in it are used without a question. Where nobody
/// knows when that is, it is unmapped once nobody can reach it.
/// </remarks>
internal sealed class RingMemory : IDisposable
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

    public void Dispose()
    {
        _memory!.Dispose();
        GC.SuppressFinalize(this);
    }
}
