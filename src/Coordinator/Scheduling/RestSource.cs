namespace Cluster.Coordinator.Scheduling;

/// <summary>Some of the chunks of a stage, dealt out as if they were all: what is left where others are done already.</summary>
/// <remarks>
/// The schedule deals out places in the list of what is left, so that its blocks and shares are those of the work that is to be done. Of a
/// batch of places whose chunks are not neighbours, the first neighbours go, and the rest goes to whoever asks next.
/// <code>
///   chunks   0 1 2 3 4 5 6 7 8      done: 1 2 5
///   places   0     1 2   3 4 5      places 0 … 3 are the batches 0, 3 … 4 and 6
/// </code>
/// </remarks>
/// <param name="open">Indices of the chunks, in order.</param>
/// <param name="places">Deals out positions in that list.</param>
internal sealed class RestSource(int[] open, IBatchSource places) : IBatchSource
{
    public bool TryTake(int worker, Reach reach, out ChunkRange batch)
    {
        batch = default;
        if (!places.TryTake(worker, reach, out ChunkRange taken)) return false;
        int first = open[taken.First];
        int count = 1;
        while (count < taken.Count && open[taken.First + count] == first + count) count++;
        places.Return(new ChunkRange(taken.First + count, taken.Count - count));
        batch = new ChunkRange(first, count);
        return true;
    }

    public void Abandon(int worker) => places.Abandon(worker);

    public void Return(ChunkRange batch)
    {
        if (batch.Count > 0) places.Return(batch with { First = Array.BinarySearch(open, batch.First) });
    }
}
