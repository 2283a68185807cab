using Cluster.Coordinator.Scheduling;

namespace Cluster.Coordinator.Ranks;

/// <summary>Which chunks of a stage each rank computes.</summary>
/// <remarks>
/// Pure. All ranks work out the first blocks by themselves, from what all of them know, so that a stage begins with one message that is the same for all. Positions
/// are those in the list of the chunks that are to be computed.
/// <code>
///   fixed    | rank 0    | rank 1    | rank 2    |              as many per worker
///   asked    | 0   | 1   | 2   |  what is left: half of an even share to whoever asks, at least a chunk per worker   |
/// </code>
/// </remarks>
/// <param name="count">Chunks of the stage that are to be computed.</param>
/// <param name="workers">Of each rank.</param>
/// <param name="asks">Whether ranks that are done ask for more; otherwise everything is dealt out at first.</param>
internal sealed class RankBlocks(int count, IReadOnlyList<int> workers, bool asks)
{
    private readonly int _total = workers.Sum();
    private readonly int _dealt = asks ? count / 2 : count;
    private int _next = asks ? count / 2 : count;

    /// <summary>What a rank begins with; may be empty.</summary>
    internal ChunkRange First(int rank)
    {
        int before = workers.Take(rank).Sum();
        int first = (int)((long)_dealt * before / _total);
        return new ChunkRange(first, (int)((long)_dealt * (before + workers[rank]) / _total) - first);
    }

    /// <summary>More, for a rank that is done; false when everything is given out.</summary>
    internal bool TryTake(int rank, out ChunkRange block)
    {
        int left = count - _next;
        int share = (int)Math.Min(int.MaxValue, (long)left * workers[rank] / (2 * _total));
        block = new ChunkRange(_next, Math.Min(left, Math.Max(share, workers[rank])));
        _next = block.End;
        return block.Count > 0;
    }
}
