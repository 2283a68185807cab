using Cluster.Sharing;

namespace Cluster.Tasks.Values;

/// <summary>What the bytes of one call refer to outside of themselves.</summary>
/// <remarks>
/// Segments that were made for the call are owned by the scope; shared things that it names are held, so that disposing them while the call is under
/// way gives their memory back only after it. Both end with <see cref="Dispose"/>, when the answer is there; the scope can then be used
/// for the next call. One thread at a time. A scope for values that refer to nothing costs nothing.
/// </remarks>
internal sealed class ValueScope : IDisposable
{
    private readonly string _fallbackDirectory;
    private readonly bool _attaches;
    private List<SharedReference>? _segments;
    private List<SharedBlock>? _held;
    private List<ulong>? _ids;

    private ValueScope(SharedBlocks blocks, bool attaches, string fallbackDirectory) =>
        (Blocks, _attaches, _fallbackDirectory) = (blocks, attaches, fallbackDirectory);

    /// <summary>
    /// Raw memory of more bytes than this goes through a segment; null for never. For arguments only: a result's segment would end with its worker.
    /// </summary>
    internal long? InlineLimit { get; init; }

    /// <summary>Whatever formatters of other by-handle types need to find their things.</summary>
    internal object? Context { get; set; }

    /// <summary>Blocks of the process that reads or writes.</summary>
    internal SharedBlocks Blocks { get; }

    /// <summary>Of the shared things that were written or read, each once.</summary>
    internal IReadOnlyCollection<ulong> SharedIds => _ids ?? (IReadOnlyCollection<ulong>)[];

    /// <summary>Segments that were made for the call.</summary>
    internal int SegmentCount => _segments?.Count ?? 0;

    /// <summary>Levels that the writer is below the outermost value.</summary>
    internal int Depth { get; set; }

    /// <summary>
    /// For the process that owns the shared memory: writes arguments, reads results. What a worker names is opened only if it is this process's own.
    /// </summary>
    /// <param name="fallbackDirectory">Private directory for files that are used where there are no memory files.</param>
    /// <param name="inlineLimit">See <see cref="InlineLimit"/>.</param>
    /// <param name="blocks">Null for this process's.</param>
    internal static ValueScope OfCoordinator(string fallbackDirectory, long? inlineLimit = null, SharedBlocks? blocks = null) =>
        new(blocks ?? SharedBlocks.OfThisProcess, attaches: false, fallbackDirectory) { InlineLimit = inlineLimit };

    /// <summary>For a worker: reads arguments, writes results; maps what the coordinator names.</summary>
    /// <param name="blocks">Null for this process's.</param>
    internal static ValueScope OfWorker(SharedBlocks? blocks = null) => new(blocks ?? SharedBlocks.OfThisProcess, attaches: true, "");

    /// <summary>A segment that lives as long as the call.</summary>
    internal SharedReference CreateSegment(long length)
    {
        SharedReference segment = Blocks.Create("argument", length, _fallbackDirectory);
        (_segments ??= []).Add(segment);
        return segment;
    }

    /// <summary>A segment that was made for the call, to be copied from and disposed.</summary>
    internal SharedReference OpenSegment(ulong id, Memory.SegmentHandle handle) => _attaches
        ? SharedReference.ToMapped(SharedBlock.Attach(id, handle, writable: false))
        : throw new ValueException("a worker sent a segment of its own");

    /// <summary>A shared thing that was written: its memory stays until the call is over.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed before.</exception>
    internal void Hold(SharedBlock block)
    {
        (_held ??= []).Add(block.Acquire());
        Note(block.Id);
    }

    /// <summary>A shared thing that was read. Whoever gets the value has it; see <see cref="SharedReference"/>.</summary>
    internal SharedReference Open(ulong id, Memory.SegmentHandle handle, bool writable)
    {
        SharedReference? reference = _attaches ? Blocks.Open(id, handle, writable) : Blocks.FindMade(id);
        if (reference is null) throw new ValueException("its shared memory was disposed before the result came back");
        Note(id);
        return reference;
    }

    /// <summary>Goes one level down. The caller goes up again by <c>Depth--</c>.</summary>
    internal void Enter()
    {
        int most = ValueCodec.Security.MaximumObjectGraphDepth;
        if (Depth >= most)
            throw new ValueException($"it is nested deeper than {most} levels; does an object refer to itself? Send a flat list with indexes instead.");
        Depth++;
    }

    /// <summary>The call is over: segments end, and shared things are let go. Twice is the same as once.</summary>
    public void Dispose()
    {
        Depth = 0;
        _ids?.Clear();
        foreach (SharedBlock block in _held ?? []) block.Release();
        _held?.Clear();
        foreach (SharedReference segment in _segments ?? []) segment.Dispose();
        _segments?.Clear();
    }

    private void Note(ulong id)
    {
        _ids ??= [];
        if (!_ids.Contains(id)) _ids.Add(id);
    }
}
