namespace Cluster.Coordinator.Scheduling;

/// <summary>Batches in order, to whoever asks; each a fixed share of what is left, so that few messages are needed and the ends meet.</summary>
internal sealed class GuidedSource(int chunks, int workers, int minimum) : BatchSource
{
    private int _next;

    protected override bool TryTakeFresh(int worker, Reach reach, out ChunkRange taken)
    {
        int left = chunks - _next;
        // Half of an equal share, as OpenMP's implementations do: a first batch of a whole share could not be balanced any more.
        int share = left / (2 * workers);
        taken = new ChunkRange(_next, Math.Min(Math.Max(share, minimum), left));
        _next = taken.End;
        return taken.Count > 0;
    }
}
