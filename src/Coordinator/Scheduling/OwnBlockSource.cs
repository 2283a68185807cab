namespace Cluster.Coordinator.Scheduling;

/// <summary>Each worker goes through its own block from the front; when it is done it takes from the end of the block with most left.</summary>
/// <remarks>
/// In the next stage or repetition a worker gets mostly the chunks whose pages it has mapped and whose data is in its cache, and none
/// waits while another has work left. Batches are small shares of what is left in a block, so that little is out of reach of a helper.
///
/// Where data travels and stays, to help costs what the data costs, so a helper takes chunks that it helped with before, and others one
/// at a time, when it has nothing else. Otherwise a worker that was late by a slice of the scheduler's time lost half of its block to one
/// that then waited for the data: a stage of 6 ms took 16 (25 stages of 64 MB, 2 workers).
/// </remarks>
internal sealed class OwnBlockSource : BatchSource
{
    // 1/16 of the block per message: 16 or so messages per worker and stage, and at most 6 % of a block that cannot be moved.
    private const int Shares = 16;

    private readonly ChunkRange[] _left;
    private readonly int? _batch;
    private readonly Residency? _residency;

    internal OwnBlockSource(int chunks, int workers, int? batch, Residency? residency)
    {
        _left = new ChunkRange[workers];
        for (int i = 0; i < workers; i++) _left[i] = Block(chunks, workers, i);
        (_batch, _residency) = (batch, residency);
    }

    protected override bool TryTakeFresh(int worker, Reach reach, out ChunkRange batch)
    {
        ChunkRange own = _left[worker];
        batch = own.Count > 0 ? OfOwn(worker, own, reach) : ToHelp(worker, MostLeft(), reach);
        return batch.Count > 0;
    }

    protected override bool TryTakeHeld(int worker, out ChunkRange batch) => TryTakeFresh(worker, Reach.Held, out batch);

    private ChunkRange OfOwn(int worker, ChunkRange own, Reach reach)
    {
        ChunkRange batch = own with { Count = Size(own.Count) };
        if (reach == Reach.Held) batch = batch with { Count = _residency?.HeldAtFront(worker, batch) ?? 0 };
        _left[worker] = new ChunkRange(batch.End, own.Count - batch.Count);
        return batch;
    }

    private ChunkRange ToHelp(int worker, int victim, Reach reach)
    {
        ChunkRange theirs = _left[victim];
        if (theirs.Count == 0) return default;
        int count = Size(theirs.Count);
        if (_residency is not null)
        {
            int held = _residency.HeldAtEnd(worker, new ChunkRange(theirs.End - count, count));
            count = held > 0 || reach != Reach.All ? held : 1;
        }

        _left[victim] = theirs with { Count = theirs.Count - count };
        return new ChunkRange(theirs.End - count, count);
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
