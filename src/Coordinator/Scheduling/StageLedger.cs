namespace Cluster.Coordinator.Scheduling;

/// <summary>Where each chunk of a stage is: with the batch source, reserved for a worker that is being started, under way to one, or committed.</summary>
/// <remarks>Pure: no clock, no process, no lock. The caller lets in one thread at a time.</remarks>
/// <param name="source">Has all chunks of the stage.</param>
/// <param name="chunks">Their number.</param>
internal sealed class StageLedger(IBatchSource source, int chunks)
{
    private readonly Dictionary<int, ChunkRange> _reserved = [];
    private readonly Dictionary<int, int> _attempts = [];

    /// <summary>Chunks that are not committed; 0 once the stage is complete, or given up.</summary>
    internal int Missing { get; private set; } = chunks;

    /// <summary>Chunks that are under way to nobody, reserved ones included.</summary>
    internal int Waiting { get; private set; } = chunks;

    /// <summary>The next batch for <paramref name="worker"/>: what was reserved for it, before anything else.</summary>
    internal bool TryTake(int worker, Reach reach, out ChunkRange batch)
    {
        batch = default;
        if (Missing == 0) return false;
        bool isReserved = reach != Reach.Held && _reserved.Remove(worker, out batch);
        if (!isReserved && !source.TryTake(worker, reach, out batch)) return false;
        Waiting -= batch.Count;
        return true;
    }

    /// <summary>Keeps the next batch for <paramref name="worker"/>, once; false when there is none.</summary>
    internal bool TryReserve(int worker)
    {
        if (Missing == 0) return false;
        if (_reserved.ContainsKey(worker)) return true;
        if (!source.TryTake(worker, out ChunkRange batch)) return false;
        _reserved.Add(worker, batch);
        return true;
    }

    /// <summary>Notes that a chunk has been reduced; true when it was the last. None is, once the stage was given up.</summary>
    internal bool Commit() => Missing > 0 && --Missing == 0;

    /// <summary>Notes that a worker was lost at <paramref name="chunk"/>; returns how often that has happened now.</summary>
    internal int Blame(int chunk) => _attempts[chunk] = _attempts.GetValueOrDefault(chunk) + 1;

    /// <summary>Takes back what a lost worker had not finished; returns how many chunks.</summary>
    internal int Return(UnderWay lost)
    {
        int returned = 0;
        foreach (ChunkRange batch in lost.Outstanding())
        {
            returned += batch.Count;
            source.Return(batch);
        }

        Waiting += returned;
        return returned;
    }

    /// <summary>Says that <paramref name="worker"/> will not ask any more: what was meant or reserved for it goes to whoever asks.</summary>
    internal void Abandon(int worker)
    {
        if (_reserved.Remove(worker, out ChunkRange batch)) source.Return(batch);
        source.Abandon(worker);
    }

    /// <summary>Gives the stage up: nothing is given out any more.</summary>
    internal void Close() => Missing = Waiting = 0;
}
