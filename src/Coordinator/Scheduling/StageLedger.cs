namespace Cluster.Coordinator.Scheduling;

/// <summary>Where each chunk of a stage is: with the batch source, reserved for a worker that is being started, under way to one, or committed.</summary>
/// <remarks>Pure: no clock, no process, no lock. The caller lets in one thread at a time.</remarks>
/// <param name="source">Has all chunks of the stage.</param>
/// <param name="chunks">Their number.</param>
internal sealed class StageLedger(IBatchSource source, int chunks)
{
    private readonly Dictionary<int, ChunkRange> _reserved = [];
    private readonly Dictionary<int, List<int>> _blamed = [];

    // Chunks that two workers compute, and whether one of them is done.
    private readonly Dictionary<int, bool> _copied = [];

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

    /// <summary>Notes that a chunk has been reduced, or set aside; true when it was the last. None is, once the stage was given up.</summary>
    internal bool Commit() => Missing > 0 && --Missing == 0;

    /// <summary>Notes that a worker was lost at <paramref name="chunk"/>; returns all that were, by process id.</summary>
    internal IReadOnlyList<int> Blame(int chunk, int processId)
    {
        if (!_blamed.TryGetValue(chunk, out List<int>? lost)) _blamed.Add(chunk, lost = []);
        lost.Add(processId);
        return lost;
    }

    /// <summary>Takes back what a lost worker had not finished; returns how many chunks.</summary>
    /// <param name="lost">What was under way to it.</param>
    /// <param name="setAside">A chunk that nobody is to be given any more; −1 for none.</param>
    internal int Return(UnderWay lost, int setAside = -1)
    {
        int returned = 0;
        foreach (ChunkRange batch in lost.Outstanding())
        {
            // Up to each chunk that is not to be given out again, and on behind it.
            int first = batch.First;
            for (int chunk = batch.First; chunk <= batch.End; chunk++)
            {
                if (chunk < batch.End && chunk != setAside && !IsElsewhere(chunk)) continue;
                if (chunk > first) source.Return(new ChunkRange(first, chunk - first));
                returned += chunk - first;
                first = chunk + 1;
            }
        }

        Waiting += returned;
        return returned;
    }

    /// <summary>Notes that <paramref name="chunk"/>, which is under way, was given to another worker as well; once for each chunk.</summary>
    internal bool TryCopy(int chunk) => Missing > 0 && _copied.TryAdd(chunk, false);

    /// <summary>Notes that <paramref name="chunk"/> is computed; true when another worker may still be at it.</summary>
    internal bool EndsCopies(int chunk)
    {
        if (!_copied.ContainsKey(chunk)) return false;
        _copied[chunk] = true;
        return true;
    }

    /// <summary>Whether <paramref name="chunk"/> was given to a second worker.</summary>
    internal bool IsCopied(int chunk) => _copied.ContainsKey(chunk);

    /// <summary>Says that <paramref name="worker"/> will not ask any more: what was meant or reserved for it goes to whoever asks.</summary>
    internal void Abandon(int worker)
    {
        if (_reserved.Remove(worker, out ChunkRange batch)) source.Return(batch);
        source.Abandon(worker);
    }

    /// <summary>Gives the stage up: nothing is given out any more.</summary>
    internal void Close() => Missing = Waiting = 0;

    // A lost copy is not missed as long as there is the other, or its partial.
    private bool IsElsewhere(int chunk)
    {
        if (!_copied.TryGetValue(chunk, out bool isDone)) return false;
        if (!isDone) _copied.Remove(chunk);
        return true;
    }
}
