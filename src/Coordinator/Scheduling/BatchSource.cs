namespace Cluster.Coordinator.Scheduling;

/// <summary>What every schedule has in common: returned work goes first, to anybody.</summary>
internal abstract class BatchSource : IBatchSource
{
    private readonly Queue<ChunkRange> _returned = new();

    public bool TryTake(int worker, Reach reach, out ChunkRange batch) =>
        reach == Reach.Held ? TryTakeHeld(worker, out batch) : _returned.TryDequeue(out batch) || TryTakeFresh(worker, reach, out batch);

    public void Return(ChunkRange batch)
    {
        if (batch.Count > 0) _returned.Enqueue(batch);
    }

    /// <summary>Nothing to do where nobody's chunks are out of the others' reach.</summary>
    public virtual void Abandon(int worker)
    {
    }

    /// <summary>A source for <paramref name="chunks"/> chunks.</summary>
    /// <param name="schedule">Which kind.</param>
    /// <param name="chunks">0 is allowed.</param>
    /// <param name="workers">At least 1.</param>
    /// <param name="batch">Chunks per message; null for the schedule's own choice.</param>
    /// <param name="residency">Where chunks' data is; null where nobody has to send it.</param>
    internal static IBatchSource Create(Schedule schedule, int chunks, int workers, int? batch, Residency? residency = null) => schedule switch
    {
        Schedule.Static => new StaticSource(chunks, workers, batch),
        Schedule.Dynamic => new DynamicSource(chunks, batch ?? 1),
        Schedule.Guided => new GuidedSource(chunks, workers, batch ?? 1),
        _ => new OwnBlockSource(chunks, workers, batch, residency),
    };

    /// <summary>A source for some of the chunks of a stage, dealt out as if they were all.</summary>
    /// <param name="schedule">Which kind.</param>
    /// <param name="open">Indices of the chunks, in order.</param>
    /// <param name="workers">At least 1.</param>
    /// <param name="batch">Chunks per message; null for the schedule's own choice.</param>
    /// <param name="travels">Whether chunks' data has to be sent and stays. Of chunks that are not done, nobody has it yet.</param>
    internal static IBatchSource CreateForRest(Schedule schedule, int[] open, int workers, int? batch, bool travels = false) =>
        new RestSource(open, Create(schedule, open.Length, workers, batch, travels ? new Residency(0) : null));

    protected abstract bool TryTakeFresh(int worker, Reach reach, out ChunkRange batch);

    /// <summary>Nothing where nobody notes who has what.</summary>
    protected virtual bool TryTakeHeld(int worker, out ChunkRange batch)
    {
        batch = default;
        return false;
    }

    /// <summary>The block of <paramref name="worker"/> when the chunks are dealt out in equal blocks; sizes differ by at most one.</summary>
    protected static ChunkRange Block(int chunks, int workers, int worker)
    {
        int first = (int)((long)chunks * worker / workers);
        return new ChunkRange(first, (int)((long)chunks * (worker + 1) / workers) - first);
    }
}
