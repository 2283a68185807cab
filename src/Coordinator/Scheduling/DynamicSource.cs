namespace Cluster.Coordinator.Scheduling;

/// <summary>Batches of one size, in order, to whoever asks.</summary>
internal sealed class DynamicSource(int chunks, int batch) : BatchSource
{
    private int _next;

    protected override bool TryTakeFresh(int worker, Reach reach, out ChunkRange taken)
    {
        taken = new ChunkRange(_next, Math.Min(batch, chunks - _next));
        _next = taken.End;
        return taken.Count > 0;
    }
}
