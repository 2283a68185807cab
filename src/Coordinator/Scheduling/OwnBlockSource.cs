namespace Cluster.Coordinator.Scheduling;

/// <summary>Each worker goes through its own block from the front; when it is done it takes from the end of the block with most left.</summary>
/// <remarks>
/// In the next stage or repetition a worker gets mostly the chunks whose pages it has mapped and whose data is in its cache, and none
/// waits while another has work left. Batches are small shares of what is left in a block, so that little is out of reach of a helper.
/// </remarks>
internal sealed class OwnBlockSource : BatchSource
{
    // 1/16 of the block per message: 16 or so messages per worker and stage, and at most 6 % of a block that cannot be moved.
    private const int Shares = 16;

    private readonly ChunkRange[] _left;
    private readonly int? _batch;

    internal OwnBlockSource(int chunks, int workers, int? batch)
    {
        _left = new ChunkRange[workers];
        for (int i = 0; i < workers; i++) _left[i] = Block(chunks, workers, i);
        _batch = batch;
    }

    protected override bool TryTakeFresh(int worker, out ChunkRange batch)
    {
        ChunkRange own = _left[worker];
        if (own.Count > 0)
        {
            batch = own with { Count = Size(own.Count) };
            _left[worker] = new ChunkRange(batch.End, own.Count - batch.Count);
            return true;
        }

        int victim = MostLeft();
        ChunkRange theirs = _left[victim];
        int count = theirs.Count == 0 ? 0 : Size(theirs.Count);
        batch = new ChunkRange(theirs.End - count, count);
        _left[victim] = theirs with { Count = theirs.Count - count };
        return count > 0;
    }

    private int Size(int left) => Math.Min(left, _batch ?? Math.Max(1, left / Shares));

    private int MostLeft()
    {
        int most = 0;
        for (int i = 1; i < _left.Length; i++)
            if (_left[i].Count > _left[most].Count) most = i;
        return most;
    }
}
