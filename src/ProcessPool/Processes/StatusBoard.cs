using Cluster.Memory;

namespace Cluster.Processes;

/// <summary>The memory in which the workers of a pool note what they are at, a slot for each place.</summary>
/// <remarks>Owned by the pool. It may be given back only when no link of the pool looks any more.</remarks>
internal sealed class StatusBoard : IDisposable
{
    private readonly SharedSegment _notes = SharedSegment.Create("status", (long)PoolOptions.MaxWorkers * StatusSlot.Size, Path.GetTempPath());

    /// <summary>What workers map.</summary>
    internal SegmentHandle Handle => _notes.Handle;

    /// <summary>The slot of a worker that is about to be started; nothing of the one that had its place before is in it any more.</summary>
    internal StatusSlot Prepare(int worker)
    {
        var slot = new StatusSlot(_notes.Memory, worker);
        slot.Clear();
        return slot;
    }

    public void Dispose() => _notes.Dispose();
}
