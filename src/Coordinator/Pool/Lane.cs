using System.Diagnostics;
using Cluster.Coordinator.Scheduling;
using Cluster.Diagnostics;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>The way of batches to one worker, for as long as a job is open.</summary>
/// <remarks>
/// What is under way (<see cref="TryExpect"/>, <see cref="Outstanding"/>) is guarded by the job's gate. Feeding happens on whatever thread
/// finds room, or, where data travels inline, on a thread of the lane's own: a link thread that blocked in a long write could not read, and
/// the worker at the other end might be blocked in a write itself.
/// </remarks>
internal sealed class Lane : IDisposable
{
    private readonly PoolJob _job;
    private readonly Queue<ChunkRange> _underWay = new();
    private readonly DispatchWindow _window = new();
    private readonly Lock _feeding = new();
    private readonly SemaphoreSlim? _room;
    private int _doneOfHead;
    private int _chunksUnderWay;
    private int _finished;
    private long _observedAt = Stopwatch.GetTimestamp();
    private volatile bool _closed;

    /// <param name="job">Gives out the batches.</param>
    /// <param name="link">To the worker.</param>
    /// <param name="inline">Carries the chunks' data; null where workers have it mapped. Owned from now on.</param>
    internal Lane(PoolJob job, WorkerLink link, InlineLane? inline)
    {
        (_job, Link, Inline) = (job, link, inline);
        if (inline is null) return;
        _room = new SemaphoreSlim(0);
        new Thread(FeedInBackground) { IsBackground = true, Name = $"sender {link.Id}" }.Start();
    }

    internal WorkerLink Link { get; }

    /// <summary>The data's way; null where workers have it mapped.</summary>
    internal InlineLane? Inline { get; }

    /// <summary>What the worker says it did when, in the repetition that was reported last; empty unless it was told to record.</summary>
    internal List<TraceSlice> Slices { get; private set; } = [];

    /// <summary>Slices of that repetition that the worker did not keep.</summary>
    internal long SlicesDropped { get; private set; }

    /// <summary>Set while a report is asked for.</summary>
    internal TaskCompletionSource<PhaseReport>? Report { get; set; }

    /// <summary>Ticks spent on encoding for this worker.</summary>
    internal long SerializeTicks => Inline?.SerializeTicks ?? 0;

    /// <summary>Bytes that encoding produced for this worker.</summary>
    internal long BytesSerialized => Inline?.BytesSerialized ?? 0;

    /// <summary>Under the gate: whether another batch may be sent.</summary>
    /// <param name="fairShare">
    /// Of the chunks that are not finished, this worker's part: the first lane to be fed must not take the work of a short stage for itself.
    /// </param>
    internal bool HasRoom(int fairShare) => _window.HasRoom(_chunksUnderWay) && (_chunksUnderWay <= 1 || _chunksUnderWay < fairShare);

    /// <summary>Under the gate: the chunk that the worker is at, or −1.</summary>
    internal int CurrentChunk => _underWay.TryPeek(out ChunkRange head) ? head.First + _doneOfHead : -1;

    /// <summary>Under the gate: notes that <paramref name="batch"/> is about to be sent.</summary>
    internal void Expect(ChunkRange batch)
    {
        if (_underWay.Count == 0) (_observedAt, _finished) = (Stopwatch.GetTimestamp(), 0);
        _underWay.Enqueue(batch);
        _chunksUnderWay += batch.Count;
    }

    /// <summary>Under the gate: notes the partial of <paramref name="chunk"/>; false when it is not the one whose turn it is.</summary>
    internal bool TryFinish(int chunk)
    {
        if (chunk != CurrentChunk || chunk < 0) return false;
        _finished++;
        _chunksUnderWay--;
        if (++_doneOfHead < _underWay.Peek().Count) return true;
        _underWay.Dequeue();
        _doneOfHead = 0;
        return true;
    }

    /// <summary>Under the gate: what was sent and not finished, in order.</summary>
    internal IEnumerable<ChunkRange> Outstanding()
    {
        int done = _doneOfHead;
        foreach (ChunkRange batch in _underWay)
        {
            yield return new ChunkRange(batch.First + done, batch.Count - done);
            done = 0;
        }
    }

    /// <summary>Under the gate: a new report is asked for. Whoever has the old slices keeps them.</summary>
    internal void ForgetSlices() => (Slices, SlicesDropped) = ([], 0);

    /// <summary>Under the gate: notes what the worker did; false when it is more than a worker keeps.</summary>
    internal bool TryKeep(SlicesMessage message)
    {
        Slices.AddRange(message.Slices);
        SlicesDropped += message.Dropped;
        return Slices.Count <= SliceRecorder.Limit;
    }

    /// <summary>Under the gate: lets the window follow the rate at which chunks are finished.</summary>
    internal void Observe()
    {
        if (_finished == 0) return;
        long now = Stopwatch.GetTimestamp();
        _window.Observe(_finished, Stopwatch.GetElapsedTime(_observedAt, now));
        (_observedAt, _finished) = (now, 0);
    }

    /// <summary>Sends batches while there is room, here or on the lane's own thread.</summary>
    internal void Feed()
    {
        if (_room is null) FeedNow();
        else _room.Release();
    }

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _room?.Release();
    }

    private void FeedInBackground()
    {
        while (true)
        {
            _room!.Wait();
            if (_closed) break;
            FeedNow();
        }

        Inline!.Dispose();
    }

    private void FeedNow()
    {
        lock (_feeding)
        {
            try
            {
                bool any = false;
                for (; !_closed && _job.TryTake(this, out ChunkRange batch); any = true) Send(batch);
                if (any) Link.Channel.Flush();
            }
            catch (Exception ex) when (ex is IOException or ObjectDisposedException)
            {
                // The worker is gone; its link finds that out too and gives back what was under way.
            }
        }
    }

    private void Send(ChunkRange batch)
    {
        Link.Channel.Post(new MapBatch(batch.First, batch.Count));
        if (Inline is null) return;
        for (int index = batch.First; index < batch.End && !_closed; index++) Inline.Send(_job.Plan[index]);
    }
}
