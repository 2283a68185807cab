using Cluster.Coordinator.Scheduling;

namespace Cluster.Coordinator.Pool;

/// <summary>Of a stage whose chunks are on a board: nothing is given out, and nothing comes back.</summary>
internal sealed class NoBatches : IBatchSource
{
    internal static NoBatches Instance { get; } = new();

    public bool TryTake(int worker, Reach reach, out ChunkRange batch)
    {
        batch = default;
        return false;
    }

    public void Abandon(int worker)
    {
    }

    public void Return(ChunkRange batch)
    {
    }
}
