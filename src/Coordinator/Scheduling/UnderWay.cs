using System.Diagnostics;

namespace Cluster.Coordinator.Scheduling;

/// <summary>What has been sent to one worker and is not finished, in order, and whether more should be sent.</summary>
/// <remarks>Pure: no clock, no process, no lock. The caller lets in one thread at a time and brings the time as a timestamp.</remarks>
internal sealed class UnderWay
{
    private readonly Queue<ChunkRange> _batches = new();
    private readonly DispatchWindow _window = new();
    private int _chunks;
    private long _added;
    private long _carriedTo;
    private int _doneOfHead;
    private int _finished;
    private long _observedAt;

    /// <summary>The chunk that the worker is at, or −1.</summary>
    internal int Current => _batches.TryPeek(out ChunkRange head) ? head.First + _doneOfHead : -1;

    /// <summary>Whether there is nothing.</summary>
    internal bool IsEmpty => _chunks == 0;

    /// <summary>Whether data is on its way, or may be: of some chunk that is not finished data had to be sent.</summary>
    internal bool IsCarrying => _carriedTo > _added - _chunks;

    /// <summary>Whether another batch may be sent.</summary>
    /// <param name="fairShare">
    /// Of the chunks that are not finished, this worker's part: the first to be fed must not take the work of a short stage for itself.
    /// </param>
    internal bool HasRoom(int fairShare) => _window.HasRoom(_chunks) && (_chunks <= 1 || _chunks < fairShare);

    /// <summary>Notes that <paramref name="batch"/> is about to be sent.</summary>
    internal void Add(ChunkRange batch, bool withData, long timestamp)
    {
        if (_batches.Count == 0) (_observedAt, _finished) = (timestamp, 0);
        _batches.Enqueue(batch);
        _chunks += batch.Count;
        _added += batch.Count;
        if (withData) _carriedTo = _added;
    }

    /// <summary>Notes that <paramref name="chunk"/> is finished; false when it is not the one whose turn it is.</summary>
    internal bool TryFinish(int chunk)
    {
        if (chunk != Current || chunk < 0) return false;
        _finished++;
        _chunks--;
        if (++_doneOfHead < _batches.Peek().Count) return true;
        _batches.Dequeue();
        _doneOfHead = 0;
        return true;
    }

    /// <summary>What is not finished, in order.</summary>
    internal IEnumerable<ChunkRange> Outstanding()
    {
        int done = _doneOfHead;
        foreach (ChunkRange batch in _batches)
        {
            yield return new ChunkRange(batch.First + done, batch.Count - done);
            done = 0;
        }
    }

    /// <summary>Whether <paramref name="chunk"/> is not finished.</summary>
    internal bool Contains(int chunk) => Outstanding().Any(batch => chunk >= batch.First && chunk < batch.End);

    /// <summary>When something was sent to a worker that had nothing, or a chunk was finished; as a timestamp.</summary>
    internal long ActiveAt => _observedAt;

    /// <summary>Lets the window follow the rate at which chunks are finished.</summary>
    internal void Observe(long timestamp)
    {
        if (_finished == 0) return;
        _window.Observe(_finished, Stopwatch.GetElapsedTime(_observedAt, timestamp));
        (_observedAt, _finished) = (timestamp, 0);
    }
}
