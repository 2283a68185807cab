using Cluster.Memory;

namespace Cluster.Sharing;

/// <summary>The blocks that a process has: those that it made, and those that it mapped.</summary>
/// <remarks>
/// A block is mapped once for reading and once for writing, however many values refer to it and however many calls bring it: the cache keeps
/// it until <see cref="Forget"/>, which is what the owner's process asks for when it disposed the thing. After that it goes with the last
/// value that refers to it. In the owner's process a value that comes back is given the owner's own mapping. Any thread.
/// </remarks>
internal sealed class SharedBlocks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, SharedBlock> _made = [];
    private readonly Dictionary<(ulong Id, bool Writable), SharedBlock> _mapped = [];

    /// <summary>Those of this process. Tests have others, which play another process.</summary>
    internal static SharedBlocks OfThisProcess { get; } = new();

    /// <summary>Told the ids of blocks of this process that were disposed: whoever has workers tells them to let go. Any thread.</summary>
    internal event Action<ulong>? Dropped;

    /// <summary>How many are mapped that another process made.</summary>
    internal int MappedCount
    {
        get
        {
            lock (_gate) return _mapped.Count;
        }
    }

    /// <summary>A new block of zeros; disposing the reference closes it.</summary>
    internal SharedReference Create(string name, long length, string fallbackDirectory)
    {
        SharedBlock block = SharedBlock.Create(name, length, fallbackDirectory);
        lock (_gate) _made.Add(block.Id, block);
        return SharedReference.ToOwn(block, this);
    }

    /// <summary>A block by what travelled instead of it.</summary>
    /// <exception cref="Faults.FaultException">It is gone.</exception>
    internal SharedReference Open(ulong id, SegmentHandle handle, bool writable)
    {
        lock (_gate)
        {
            if (_made.TryGetValue(id, out SharedBlock? made)) return SharedReference.ToView(made, null);
            if (!_mapped.TryGetValue((id, writable), out SharedBlock? mapped))
            {
                mapped = SharedBlock.Attach(id, handle, writable);
                _mapped.Add((id, writable), mapped);
            }

            return SharedReference.ToMapped(mapped.Acquire());
        }
    }

    /// <summary>A block of this process, as long as it is not disposed; otherwise null.</summary>
    internal SharedReference? FindMade(ulong id)
    {
        lock (_gate) return _made.TryGetValue(id, out SharedBlock? made) ? SharedReference.ToView(made, null) : null;
    }

    /// <summary>Gives up the cache's own reference to a block of another process; unknown ones are ignored.</summary>
    internal void Forget(ulong id)
    {
        SharedBlock? reading, writing;
        lock (_gate)
        {
            _mapped.Remove((id, false), out reading);
            _mapped.Remove((id, true), out writing);
        }

        reading?.Release();
        writing?.Release();
    }

    /// <summary>The owner disposed it.</summary>
    internal void Drop(SharedBlock block)
    {
        lock (_gate) _made.Remove(block.Id);
        ulong id = block.Id;
        block.Close();
        block.Release();
        Dropped?.Invoke(id);
    }
}
