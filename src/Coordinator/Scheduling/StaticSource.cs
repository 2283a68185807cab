namespace Cluster.Coordinator.Scheduling;

/// <summary>Equal consecutive blocks, one per worker, in one batch unless a batch size is given.</summary>
internal sealed class StaticSource : BatchSource
{
    private readonly ChunkRange[] _left;
    private readonly int _batch;

    internal StaticSource(int chunks, int workers, int? batch)
    {
        _left = new ChunkRange[workers];
        for (int i = 0; i < workers; i++) _left[i] = Block(chunks, workers, i);
        _batch = batch ?? int.MaxValue;
    }

    public override void Abandon(int worker)
    {
        Return(_left[worker]);
        _left[worker] = default;
    }

    protected override bool TryTakeFresh(int worker, Reach reach, out ChunkRange batch)
    {
        ChunkRange left = _left[worker];
        batch = left with { Count = Math.Min(_batch, left.Count) };
        _left[worker] = new ChunkRange(batch.End, left.Count - batch.Count);
        return batch.Count > 0;
    }
}
