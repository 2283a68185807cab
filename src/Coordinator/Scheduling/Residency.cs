using System.Collections;

namespace Cluster.Coordinator.Scheduling;

/// <summary>Which workers have the data of which chunks, within a repetition.</summary>
/// <remarks>Pure: no clock, no process, no lock. The caller lets in one thread at a time.</remarks>
/// <param name="chunks">Of the plan.</param>
internal sealed class Residency(int chunks)
{
    private readonly Dictionary<int, BitArray> _held = [];

    /// <summary>Notes that <paramref name="worker"/> gets the data of a batch; false when it had all of it.</summary>
    internal bool Add(int worker, ChunkRange batch)
    {
        if (!_held.TryGetValue(worker, out BitArray? held)) _held.Add(worker, held = new BitArray(chunks));
        bool isNews = false;
        for (int chunk = batch.First; chunk < batch.End; chunk++)
        {
            isNews |= !held[chunk];
            held[chunk] = true;
        }

        return isNews;
    }

    /// <summary>Of a batch, how many chunks from its front on <paramref name="worker"/> has.</summary>
    internal int HeldAtFront(int worker, ChunkRange batch)
    {
        int count = 0;
        while (count < batch.Count && Holds(worker, batch.First + count)) count++;
        return count;
    }

    /// <summary>Of a batch, how many chunks from its end backwards <paramref name="worker"/> has.</summary>
    internal int HeldAtEnd(int worker, ChunkRange batch)
    {
        int count = 0;
        while (count < batch.Count && Holds(worker, batch.End - 1 - count)) count++;
        return count;
    }

    /// <summary>The process of a worker is gone, and its data with it.</summary>
    internal void Forget(int worker) => _held.Remove(worker);

    /// <summary>A new repetition: everything travels again.</summary>
    internal void Clear() => _held.Clear();

    private bool Holds(int worker, int chunk) => _held.TryGetValue(worker, out BitArray? held) && held[chunk];
}
