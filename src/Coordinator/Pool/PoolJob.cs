using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Jobs;
using Cluster.Protocol;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>A job that is open on the workers of a pool: runs its stages, survives the loss of workers.</summary>
/// <remarks>
/// One stage at a time. Chunks are in exactly one place: with the batch source, reserved for a worker that is being started for them, under way
/// in a lane, or committed. A lost worker's chunks go back to the source; of them only the one that it was computing counts as attempted, since
/// the others had not begun. A recycled worker has nothing to give back: what it did is in the account of the repetition.
/// </remarks>
internal sealed class PoolJob : IDisposable
{
    private readonly Lock _gate = new();
    private readonly WorkerPool _pool;
    private readonly OpenJob _message;
    private readonly InlineData? _inline;
    private readonly Dictionary<int, Lane> _lanes = [];
    private readonly Dictionary<int, int> _attempts = [];
    private readonly HashSet<int> _abandoned = [];
    private readonly Dictionary<int, ChunkRange> _reserved = [];
    private readonly List<WorkerReport> _departed = [];
    private Traffic _departedTraffic;
    private BeginStage? _stage;
    private IBatchSource? _batches;
    private OrderedReduction? _reduction;
    private TaskCompletionSource? _done;
    private FaultInfo? _failure;
    private int _missing;
    private bool _disposed;

    /// <param name="pool">Whose workers run it.</param>
    /// <param name="message">Opens it on a worker.</param>
    /// <param name="inline">The data that travels through the connections; null where workers map it.</param>
    internal PoolJob(WorkerPool pool, OpenJob message, InlineData? inline) => (_pool, _message, _inline, Plan) = (pool, message, inline, message.Plan);

    internal ChunkPlan Plan { get; }

    /// <summary>Batches that a worker gets before it is recycled; null for any number.</summary>
    internal int? RecycleAfterBatches => _pool.Options.RecycleAfterBatches;

    /// <summary>What went through the connections of all workers so far, those that are gone included.</summary>
    internal Traffic Traffic
    {
        get
        {
            lock (_gate) return _lanes.Values.Aggregate(_departedTraffic, static (sum, lane) => sum + lane.Traffic);
        }
    }

    /// <summary>Batches sent in the current repetition.</summary>
    internal int Batches { get; private set; }

    /// <summary>Chunks that were given out again after the loss of a worker.</summary>
    internal int Retries { get; private set; }

    /// <summary>Runs one stage to its end.</summary>
    /// <param name="stage">Broadcast first.</param>
    /// <param name="batches">All chunks of the plan.</param>
    /// <param name="reduction">Gets each partial once.</param>
    /// <param name="cancellationToken">Ends the wait; the workers are then in no state to go on, and the pool must be disposed.</param>
    /// <exception cref="FaultException">The job failed, or workers were lost beyond the limit.</exception>
    internal async Task RunStageAsync(BeginStage stage, IBatchSource batches, OrderedReduction reduction, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Lane> lanes;
        lock (_gate)
        {
            (_stage, _batches, _reduction, _done, _missing) = (stage, batches, reduction, done, Plan.Count);
            _attempts.Clear();
            _reserved.Clear();
            foreach (int worker in _abandoned) batches.Abandon(worker);
            if (stage.Stage == 0)
            {
                Batches = 0;
                _departed.Clear();
            }

            if (_missing == 0) return;
            // A worker may have refused the job before there was a stage to fail.
            if ((_failure ?? _pool.Broken) is { } fault) throw new FaultException(fault);
            lanes = [.. _lanes.Values.Where(static lane => !lane.IsRetiring)];
            foreach (Lane lane in lanes)
            {
                if (stage.Stage == 0) lane.Inline?.BeginRepetition();
                // Leaves with the lane's first batch: a flush of its own would wake the worker for nothing.
                lane.Link.Channel.Post(ForWorker(stage, lane.Link));
            }
        }

        foreach (Lane lane in lanes) lane.Feed();
        _pool.StartMissing();
        using (cancellationToken.Register(() => done.TrySetCanceled(cancellationToken))) await done.Task.ConfigureAwait(false);
    }

    /// <summary>Asks every worker where its time of the current repetition went; those that were recycled in it have said so.</summary>
    internal async Task<IReadOnlyList<WorkerReport>> ReportAsync(CancellationToken cancellationToken)
    {
        var asked = new List<(Lane Lane, Task<PhaseReport> Report)>();
        List<WorkerReport> reports;
        lock (_gate)
        {
            reports = [.. _departed];
            foreach (Lane lane in _lanes.Values)
            {
                if (lane.IsRetiring)
                {
                    // It was asked when it got its last batch. That may have been in the repetition before this one.
                    if (!lane.IsAccounted) asked.Add((lane, lane.Report!.Task));
                    lane.IsAccounted = true;
                }
                else
                {
                    asked.Add((lane, lane.ExpectReport()));
                    TrySend(lane, static channel => channel.Post(MessageKind.ReportPhases));
                }
            }
        }

        foreach ((Lane lane, Task<PhaseReport> report) in asked)
        {
            try
            {
                reports.Add(Report(lane, await report.WaitAsync(cancellationToken).ConfigureAwait(false)));
            }
            catch (FaultException)
            {
                // Lost since the stage ended; there is nothing left to report.
            }
        }

        return reports;
    }

    /// <summary>For <see cref="Lane"/>: the next batch, if the lane has room and there is one.</summary>
    internal bool TryTake(Lane lane, out ChunkRange batch)
    {
        lock (_gate)
        {
            batch = default;
            // Its worker may have been lost since the lane looked: what went into it now would not come back.
            if (!IsOpen(lane)) return false;
            if (_batches is null || _missing == 0 || !lane.HasRoom(_missing / Math.Max(1, _lanes.Count))) return false;
            if (!_reserved.Remove(lane.Link.Id, out batch) && !_batches.TryTake(lane.Link.Id, out batch)) return false;
            lane.Expect(batch);
            Batches++;
            return true;
        }
    }

    /// <summary>Before a worker is started for it: keeps the next batch for <paramref name="worker"/>; false when there is none.</summary>
    internal bool TryReserve(int worker)
    {
        lock (_gate)
        {
            if (_reserved.ContainsKey(worker)) return true;
            if (_batches is null || _missing == 0 || !_batches.TryTake(worker, out ChunkRange batch)) return false;
            _reserved.Add(worker, batch);
            return true;
        }
    }

    /// <summary>A worker is ready to take part: at the beginning, or in place of a lost one.</summary>
    internal void Join(WorkerLink link)
    {
        Lane lane;
        lock (_gate)
        {
            // Lost before it got here: its link has reported that, or is about to. Or here already: it was found by both ways that lead here.
            if (_disposed || link.IsGone || (_lanes.TryGetValue(link.Id, out Lane? known) && known.Link == link)) return;
            lane = new Lane(this, link, _inline is null ? null : new InlineLane(link.Channel, _message, _inline));
            _lanes[link.Id] = lane;
            TrySend(lane, channel =>
            {
                channel.Post(_message);
                if (_stage is not null) channel.Post(ForWorker(_stage, link));
            });
        }

        lane.Feed();
    }

    internal void Receive(WorkerLink link, in Frame frame)
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.Partial: Commit(link, frame); break;
            case MessageKind.ChunkOutput: ReceiveOutput(link, frame); break;
            case MessageKind.PhaseReport: Accept(link, MessageCodec.Decode<PhaseReport>(frame)); break;
            case MessageKind.Fault: Fail(Describe(link, MessageCodec.Decode<FaultMessage>(frame).Fault)); break;
            default: throw new FaultException(FaultCode.ProtocolViolation, $"sent a message of kind {frame.Header.Kind}, which a coordinator does not expect, and was ended");
        }
    }

    internal void Drained(WorkerLink link)
    {
        Lane? lane;
        lock (_gate)
        {
            if (!_lanes.TryGetValue(link.Id, out lane)) return;
            lane.Observe();
            if (_missing == 0) return;
        }

        lane.Feed();
    }

    /// <summary>A worker that was told to go is gone; false when it had not yet done all that it was sent, and so was lost.</summary>
    internal bool Release(WorkerLink link)
    {
        lock (_gate)
        {
            // Of a job before this one, which is closed: nobody waits for anything of it.
            if (!_lanes.TryGetValue(link.Id, out Lane? lane) || lane.Link != link) return true;
            if (lane.CurrentChunk >= 0 || lane.Report?.Task is not { IsCompletedSuccessfully: true } report) return false;
            Remove(lane);
            if (!lane.IsAccounted) _departed.Add(Report(lane, report.Result) with { Ending = Stopwatch.GetTimestamp() - lane.ReportedAt });
            return true;
        }
    }

    /// <summary>The worker is gone: its unfinished chunks go back.</summary>
    /// <param name="link">To it.</param>
    /// <param name="fault">How it ended.</param>
    internal void Lost(WorkerLink link, FaultInfo fault)
    {
        List<Lane> others;
        lock (_gate)
        {
            if (!_lanes.TryGetValue(link.Id, out Lane? lane) || lane.Link != link) return;
            Remove(lane);
            lane.Report?.TrySetException(new FaultException(fault));
            int suspect = lane.CurrentChunk;
            if (suspect >= 0 && !MayTryAgain(suspect, fault)) return;
            foreach (ChunkRange batch in lane.Outstanding())
            {
                Retries += batch.Count;
                _batches!.Return(batch);
            }

            others = [.. _lanes.Values];
        }

        foreach (Lane other in others) other.Feed();
    }

    /// <summary>A lost worker will not be replaced: what only it was to compute goes to the others.</summary>
    internal void Abandon(int worker)
    {
        List<Lane> others;
        lock (_gate)
        {
            _abandoned.Add(worker);
            if (_reserved.Remove(worker, out ChunkRange batch)) _batches!.Return(batch);
            _batches?.Abandon(worker);
            others = [.. _lanes.Values];
        }

        foreach (Lane other in others) other.Feed();
    }

    /// <summary>Ends the stage with an error.</summary>
    internal void Fail(FaultInfo fault)
    {
        lock (_gate)
        {
            _missing = 0;
            _failure ??= fault;
            _done?.TrySetException(new FaultException(_failure));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (Lane lane in _lanes.Values)
            {
                if (!lane.IsRetiring) TrySend(lane, static channel => channel.Post(MessageKind.CloseJob));
                lane.Dispose();
            }

            _lanes.Clear();
        }

        _pool.Close(this);
    }

    private void Commit(WorkerLink link, in Frame frame)
    {
        int chunk = PartialMessage.Read(frame, out ReadOnlySequence<byte> partial);
        lock (_gate)
        {
            if (!_lanes.TryGetValue(link.Id, out Lane? lane) || lane.Inline?.IsWritten(Plan, chunk) == false || !lane.TryFinish(chunk))
                throw new FaultException(FaultCode.ProtocolViolation, $"sent a partial of chunk {chunk}, which was not its turn, and was ended");
        }

        // Outside the gate: a reduction may take as long as it likes, and other workers are to be fed meanwhile.
        try
        {
            _reduction!.Commit(chunk, partial.IsSingleSegment ? partial.FirstSpan : partial.ToArray());
        }
        catch (Exception ex) when (ex is not FaultException)
        {
            Fail(new FaultInfo(FaultCode.JobFailed, $"the reduction failed at chunk {chunk}: {ex.GetType().Name}: {ex.Message}", chunk, ex.GetType().FullName, ex.StackTrace));
            return;
        }

        _pool.NoteProgress();
        lock (_gate)
        {
            // Nothing is missing any more once the stage has failed.
            if (_missing > 0 && --_missing == 0) _done!.TrySetResult();
        }
    }

    // The rows of the chunk that the worker is at, straight to their place; its partial follows.
    private void ReceiveOutput(WorkerLink link, in Frame frame)
    {
        Lane? lane;
        int chunk;
        lock (_gate)
        {
            _lanes.TryGetValue(link.Id, out lane);
            chunk = lane?.CurrentChunk ?? -1;
        }

        if (lane?.Inline is not { } inline || chunk < 0 || frame.Header.CorrelationId != (ulong)chunk)
            throw new FaultException(FaultCode.ProtocolViolation, $"sent rows of chunk {frame.Header.CorrelationId}, which was not its turn, and was ended");
        inline.Receive(Plan[chunk], frame);
    }

    private void Accept(WorkerLink link, PhaseReport report)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(link.Id, out Lane? lane)) return;
            lane.ReportedAt = Stopwatch.GetTimestamp();
            lane.Report?.TrySetResult(report);
        }
    }

    private bool IsOpen(Lane lane) => _lanes.TryGetValue(lane.Link.Id, out Lane? open) && open == lane;

    private void Remove(Lane lane)
    {
        _lanes.Remove(lane.Link.Id);
        _departedTraffic += lane.Traffic;
        lane.Dispose();
    }

    private bool MayTryAgain(int chunk, FaultInfo fault)
    {
        int attempts = _attempts[chunk] = _attempts.GetValueOrDefault(chunk) + 1;
        if (attempts < _pool.Options.Attempts) return true;
        Fail(new FaultInfo(
            FaultCode.ChunkAbandoned,
            $"chunk {chunk} was given up after {attempts} workers were lost while they computed it; the last: {fault.Message} (run with --mode sequential to see the job's own error)",
            chunk));
        return false;
    }

    // Of the time before it was there a worker knows nothing.
    private static BeginStage ForWorker(BeginStage stage, WorkerLink link) => stage with { StartedAt = Math.Max(stage.StartedAt, link.LaunchedAt) };

    private WorkerReport Report(Lane lane, PhaseReport phases) =>
        new(lane.Link.Id, lane.Link.ProcessId, lane.Link.LaunchedAt >= _stage!.StartedAt, phases);

    private static FaultInfo Describe(WorkerLink link, FaultInfo fault) => fault with
    {
        Message = $"{(fault.Chunk >= 0 ? $"chunk {fault.Chunk} failed on " : "")}worker {link.Id} (pid {link.ProcessId}): {fault.RemoteType?.Split('.')[^1]}{(fault.RemoteType is null ? "" : ": ")}{fault.Message}",
    };

    private static void TrySend(Lane lane, Action<MessageChannel> post)
    {
        try
        {
            post(lane.Link.Channel);
            lane.Link.Channel.Flush();
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // The worker is gone; its link reports the loss.
        }
    }
}
