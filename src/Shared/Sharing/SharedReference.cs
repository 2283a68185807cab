namespace Cluster.Sharing;

/// <summary>One value's hold on a block.</summary>
/// <remarks>
/// Three kinds. The owner's: disposing it closes the block, and it is never collected silently, because spans into the memory may be in use
/// long after the last use of the value that gave them. One of a process that mapped the block: it counts, and is released when it is disposed
/// or nobody can reach it any more; the cache's own reference keeps the mapping beyond that, until the owner is done with it. A view: it
/// only keeps what it was made from reachable.
/// </remarks>
internal sealed class SharedReference : IDisposable
{
    private readonly SharedBlock _block;
    private readonly SharedBlocks? _owner;
    private readonly SharedReference? _origin;
    private readonly bool _counts;
    private int _disposed;

    private SharedReference(SharedBlock block, SharedBlocks? owner, SharedReference? origin, bool counts)
    {
        (_block, Block, _owner, _origin, _counts) = (block, block, owner, origin, counts);
        if (!counts) GC.SuppressFinalize(this);
    }

    ~SharedReference()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _block.Release();
    }

    /// <summary>The block; after disposal one without an address.</summary>
    internal SharedBlock Block { get; private set; }

    /// <summary>Whether this is a part of something else.</summary>
    internal bool IsView => _origin is not null;

    internal static SharedReference ToOwn(SharedBlock block, SharedBlocks owner) => new(block, owner, null, counts: false);

    /// <param name="block">Acquired; the reference releases it.</param>
    internal static SharedReference ToMapped(SharedBlock block) => new(block, null, null, counts: true);

    internal static SharedReference ToView(SharedBlock block, SharedReference? origin) => new(block, null, origin, counts: false);

    /// <summary>For a part of the same memory.</summary>
    internal SharedReference View() => ToView(Block, this);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Block = SharedBlock.Closed;
        if (_owner is not null) _owner.Drop(_block);
        else if (_counts) _block.Release();
        GC.SuppressFinalize(this);
    }
}
