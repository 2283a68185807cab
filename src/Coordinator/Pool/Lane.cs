using System.Diagnostics;
using Cluster.Coordinator.Scheduling;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>The way of batches to one worker, for as long as a job is open.</summary>
/// <remarks>
/// What is under way is guarded by the job's gate. Feeding happens on whatever thread finds room, or, where data travels inline, on a thread
/// of the lane's own: a link thread that blocked in a long write could not read, and the worker at the other end might be blocked in a write
/// itself.
/// </remarks>
internal sealed class Lane : IDisposable
{
    private readonly PoolJob _job;
    private readonly Lock _feeding = new();
    private readonly SemaphoreSlim? _room;
    private int _given;
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
    internal TaskCompletionSource<PhaseReport>? Report { get; private set; }

    /// <summary>Under the gate: when the report came.</summary>
    internal long ReportedAt { get; set; }

    /// <summary>Under the gate: whether it has been given its last batch; its worker reports and ends after that one.</summary>
    internal bool IsRetiring { get; private set; }

    /// <summary>Under the gate: whether its next batch is to be its last, because the worker holds more memory than it may keep.</summary>
    internal bool IsOutgrown { get; set; }

    /// <summary>Under the gate: whether what a retiring worker reported is in an account already.</summary>
    internal bool IsAccounted { get; set; }

    /// <summary>What has gone through its connection.</summary>
    internal Traffic Traffic =>
        new(Link.Channel.BytesSent, Link.Channel.BytesReceived, Inline?.BytesSerialized ?? 0, Inline?.SerializeTicks ?? 0);

    /// <summary>Under the gate: what was sent and is not finished.</summary>
    internal UnderWay UnderWay { get; } = new();

    /// <summary>Under the gate: the chunk that the worker says it is at, and since when, as a timestamp; −1 where it is at none that was sent.</summary>
    internal (int Chunk, long BegunAt) Running
    {
        get
        {
            (long number, _, long begunAt) = Link.Status.Read();
            return number is > 0 and <= int.MaxValue && UnderWay.Contains((int)number - 1) ? ((int)number - 1, begunAt) : (-1, 0);
        }
    }

    /// <summary>Under the gate: whether it was killed because another was faster; nothing that it still says counts.</summary>
    internal bool IsCondemned { get; set; }

    /// <summary>Under the gate: whether another batch may be sent; <see cref="Scheduling.UnderWay.HasRoom"/> says when.</summary>
    internal bool HasRoom(int fairShare) => !IsRetiring && !IsCondemned && UnderWay.HasRoom(fairShare);

    /// <summary>Under the gate: notes that <paramref name="batch"/> is about to be sent.</summary>
    internal void Expect(ChunkRange batch, bool withData)
    {
        UnderWay.Add(batch, withData, Stopwatch.GetTimestamp());
        if (++_given != _job.RecycleAfterBatches && !IsOutgrown) return;
        IsRetiring = true;
        ExpectReport();
    }

    /// <summary>Under the gate: notes that a report is about to be asked for.</summary>
    internal Task<PhaseReport> ExpectReport()
    {
        // Whoever has the slices of the report before keeps them.
        (Slices, SlicesDropped) = ([], 0);
        Report = new TaskCompletionSource<PhaseReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Report.Task;
    }

    /// <summary>Sends messages now. To a worker that is gone nothing is sent; its link reports the loss.</summary>
    internal void Tell(Action<MessageChannel> post)
    {
        try
        {
            post(Link.Channel);
            Link.Channel.Flush();
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Under the gate: notes what the worker did; false when it is more than a worker keeps.</summary>
    internal bool TryKeep(SlicesMessage message)
    {
        Slices.AddRange(message.Slices);
        SlicesDropped += message.Dropped;
        return Slices.Count <= SliceRecorder.Limit;
    }

    /// <summary>Sends batches while there is room: here, if no data goes with them, otherwise on the lane's own thread.</summary>
    internal void Feed()
    {
        if (_room is null)
        {
            lock (_feeding) Feed(mayCarry: true);
        }
        else if (!TryFeedWithoutData())
        {
            _room.Release();
        }
    }

    /// <summary>Under the gate: the job is over, and the worker is told so, unless it is not reading: then it is not a worker that anybody goes on with.</summary>
    internal void Close()
    {
        // In the middle of a write that a worker which stands still may never take: to wait behind it would be for ever.
        if (!IsRetiring && _feeding.TryEnter())
        {
            _feeding.Exit();
            Tell(static channel => channel.Post(MessageKind.CloseJob));
        }

        Dispose();
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
            lock (_feeding) Feed(mayCarry: true);
        }

        Inline!.Dispose();
    }

    // False when the lane's own thread has to see to it.
    private bool TryFeedWithoutData()
    {
        // That thread may be in the middle of a long write.
        if (!_job.IsResident || !_feeding.TryEnter()) return false;
        try
        {
            Feed(mayCarry: false);
        }
        finally
        {
            _feeding.Exit();
        }

        return !_job.HasMore(this);
    }

    private void Feed(bool mayCarry)
    {
        try
        {
            bool any = false;
            for (; !_closed && _job.TryTake(this, mayCarry, out ChunkRange batch); any = true) Send(batch);
            if (any) Link.Channel.Flush();
        }
        catch (FaultException ex)
        {
            _job.Fail(ex.Fault);
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // The worker is gone; its link finds that out too and gives back what was under way. Unless it was the data: the kernel does not send what is
            // not in its file any more.
            if (Inline?.LostInput() is { } fault) _job.Fail(fault);
        }
    }

    private void Send(ChunkRange batch)
    {
        Link.Channel.Post(new MapBatch(batch.First, batch.Count));
        for (int index = batch.First; index < batch.End && Inline is not null && !_closed; index++) Inline.Send(_job.Plan[index]);
        if (!IsRetiring) return;
        // With the batch, so that the worker need not wait for another message when it is done.
        Link.Channel.Post(MessageKind.ReportPhases);
        Link.Retire();
    }
}
