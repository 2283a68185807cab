using System.Buffers;
using System.Diagnostics;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;
using Cluster.DataPlane.Mapped;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.HandOut;
using Cluster.Jobs;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>A job that is open on the workers of a pool: runs its stages, survives the loss of workers.</summary>
/// <remarks>
/// One stage at a time. Chunks are in exactly one place: with the batch source, reserved for a worker that is being started for them, under way
/// in a lane, or committed. A lost worker's chunks go back to the source; of them only the one that it was computing counts as attempted, since
/// the others had not begun. A recycled worker has nothing to give back: what it did is in the account of the repetition.
/// </remarks>
internal sealed class PoolJob : IPoolWork, IDisposable
{
    // Of all stages of a repetition; far more than any run has, and so few that their sum over workers is a number.
    private const long MostChunks = 1L << 40;

    // A chunk may be limited to less than a busy machine takes to let a worker answer.
    private static readonly TimeSpan ReportLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly WorkerPool _pool;
    private readonly OpenJob _message;
    private readonly InlineData? _inline;
    private readonly bool _traced;
    private readonly MappedCounters? _counters;
    private readonly KeyValuePair<string, object?> _tag;

    // Of what each chunk has counted in a copy of its own; 0 where workers count in memory that all have in common.
    private readonly long _countedBytes;
    private readonly Dictionary<int, Lane> _lanes = [];
    private readonly HashSet<int> _abandoned = [];
    private readonly List<WorkerLink> _condemned = [];
    private readonly bool _speculates;
    private readonly ulong _number;

    // Places of workers that were asked to open the job and have not said that they have.
    private readonly HashSet<int> _unopened = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Null where chunks are sent.
    private readonly BoardStage? _board;
    private readonly WorkerReports _reports = new();
    private PoolStage? _stage;
    private FaultInfo? _failure;
    private bool _disposed;

    private PoolJob(WorkerPool pool, OpenJob message, InlineData? inline, MappedCounters? counters, bool traced, BoardUse? board)
    {
        _board = board is null ? null : new BoardStage(board);
        (_pool, _message, _inline, _counters, _traced, Plan) = (pool, message, inline, counters, traced, message.Plan);
        _number = pool.NextNumber();
        _tag = new KeyValuePair<string, object?>("cluster.job", message.Job);
        if (counters is not null && message.Counters is null) _countedBytes = (long)counters.Count * sizeof(long);
        // What workers count in common would be counted twice, and rows that both write would be the loser's, or half of them, if it is killed while it writes;
        // and a worker that is started for one batch has nothing to do later.
        bool writesInPlace = message.Output is not null && inline is null;
        _speculates = pool.Options is { Speculate: true, OnDemand: false } && message.Counters is null && !writesInPlace;
        if (inline is not null && message.IsResident) Residency = new Residency(Plan.Count);
    }

    /// <summary>Opens a job on every worker of a pool. Dispose it before the next one.</summary>
    /// <param name="pool">Whose workers run it.</param>
    /// <param name="message">What the workers are told.</param>
    /// <param name="inline">The arrays whose bytes are to travel through the connections; null where workers map them.</param>
    /// <param name="counters">The job's counters as this process sees them; null for a job that has none.</param>
    /// <param name="traced">Whether workers record what they do when.</param>
    /// <param name="board">Where workers take chunks themselves; null to send them. Of a job whose arrays are mapped and that counts
    /// nothing, on workers that stay.</param>
    internal static PoolJob Open(
        WorkerPool pool, OpenJob message, InlineData? inline, MappedCounters? counters = null, bool traced = false, BoardUse? board = null)
    {
        var job = new PoolJob(pool, message, inline, counters, traced, board);
        pool.Begin(job);
        return job;
    }

    internal ChunkPlan Plan { get; }

    /// <summary>Where the chunks' data is, if it travels and stays; for the source of the next stage's batches. Under the gate.</summary>
    internal Residency? Residency { get; }

    /// <summary>Whether chunks' data travels and stays.</summary>
    internal bool IsResident => Residency is not null;

    /// <summary>Batches that a worker gets before it is recycled; null for any number.</summary>
    internal int? RecycleAfterBatches => _pool.Options.RecycleAfterBatches;

    /// <summary>What went through the connections of all workers so far, those that are gone included.</summary>
    internal Traffic Traffic
    {
        get
        {
            lock (_gate) return _reports.Traffic(_lanes.Values);
        }
    }

    /// <summary>Batches sent in the current repetition, or taken by workers themselves.</summary>
    internal int Batches { get; private set; }

    /// <summary>Chunks that were given out again after the loss of a worker.</summary>
    internal int Retries { get; private set; }

    /// <summary>Runs one stage to its end.</summary>
    /// <param name="message">Broadcast first.</param>
    /// <param name="batches">All chunks of the plan; not asked where workers take them from a board.</param>
    /// <param name="reduction">Gets each partial once.</param>
    /// <param name="cancellationToken">Ends the wait; the workers are then in no state to go on, and the pool must be disposed.</param>
    /// <exception cref="FaultException">The job failed, or workers were lost beyond the limit.</exception>
    internal async Task RunStageAsync(
        BeginStage message, Func<IBatchSource> batches, IPartials reduction, CancellationToken cancellationToken)
    {
        if (_board is not null) await RunOnBoardAsync(_board, message, reduction, cancellationToken).ConfigureAwait(false);
        else await RunAsync(message, batches(), reduction, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(BeginStage message, IBatchSource batches, IPartials reduction, CancellationToken cancellationToken)
    {
        await LetGoAsync().ConfigureAwait(false);
        var stage = new PoolStage(message, new StageLedger(batches, reduction.Missing), reduction);
        List<Lane> lanes;
        lock (_gate)
        {
            _stage = stage;
            foreach (int worker in _abandoned) stage.Ledger.Abandon(worker);
            if (message.Stage == 0)
            {
                Batches = 0;
                Residency?.Clear();
                _reports.BeginRepetition(message.StartedAt);
            }

            if (stage.Ledger.Missing == 0) return;
            // A worker may have refused the job before there was a stage to fail.
            if ((_failure ?? _pool.Broken) is { } fault) throw new FaultException(fault);
            lanes = [.. _lanes.Values.Where(static lane => !lane.IsRetiring)];
            foreach (Lane lane in lanes)
            {
                if (message.Stage == 0) lane.Inline?.BeginRepetition();
                // Leaves with the lane's first batch: a flush of its own would wake the worker for nothing.
                lane.Link.Channel.Post(stage.MessageFor(lane.Link));
            }
        }

        foreach (Lane lane in lanes) lane.Feed();
        _pool.StartMissing();
        await stage.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunOnBoardAsync(
        BoardStage board, BeginStage message, IPartials reduction, CancellationToken cancellationToken)
    {
        var stage = new PoolStage(message, new StageLedger(NoBatches.Instance, reduction.Missing), reduction);
        List<Lane> told;
        lock (board.Draining)
        {
            lock (_gate)
            {
                _stage = stage;
                if (message.Stage == 0)
                {
                    Batches = 0;
                    _reports.BeginRepetition(message.StartedAt);
                }

                if (stage.Ledger.Missing == 0) return;
                if ((_failure ?? _pool.Broken) is { } fault) throw new FaultException(fault);
                bool tells = board.Begin(stage, message, reduction, _abandoned);
                // Of those that are told nobody waits any more: the mark of one that hangs in the message must not say so.
                List<Lane> parked = Parked(board);
                told = tells ? [.. _lanes.Values] : parked;
                foreach (Lane lane in told)
                {
                    if (tells) lane.Link.Channel.Post(stage.MessageFor(lane.Link), board.Owner.Stage);
                    else lane.Link.Channel.Post(MessageKind.BoardChanged);
                }
            }
        }

        Flush(told);
        board.LookOn(() => Drain(board));
        await stage.WaitAsync(cancellationToken).ConfigureAwait(false);
        board.Ended();
        long batches = board.NewBatches();
        PoolMeter.Batches.Add(batches, _tag);
        Batches = (int)Math.Min(int.MaxValue, Batches + batches);
    }

    /// <summary>Asks every worker where its time of the current repetition went; those that were recycled in it have said so.</summary>
    internal async Task<IReadOnlyList<WorkerReport>> ReportAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerReport> departed;
        IReadOnlyList<(Lane, Task<PhaseReport>)> asked;
        lock (_gate) (departed, asked) = _reports.Ask(_lanes.Values, static lane => lane.Tell(static channel => channel.Post(MessageKind.ReportPhases)));
        return await _reports.CollectAsync(departed, asked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>For <see cref="Lane"/>: the next batch, if the lane has room and there is one.</summary>
    /// <param name="lane">That asks.</param>
    /// <param name="mayCarry">
    /// Whether it may be one whose data has to be sent. If not, nothing is given either as long as such data may be on its way: a thread that
    /// waited behind it could not read what the worker has to say first.
    /// </param>
    /// <param name="batch">To send.</param>
    internal bool TryTake(Lane lane, bool mayCarry, out ChunkRange batch)
    {
        lock (_gate)
        {
            batch = default;
            if (!HasRoom(lane) || (!mayCarry && lane.UnderWay.IsCarrying)) return false;
            Reach reach = !mayCarry ? Reach.Held : lane.UnderWay.IsEmpty ? Reach.All : Reach.Own;
            if (!_stage!.Ledger.TryTake(lane.Link.Id, Residency is null ? Reach.All : reach, out batch) && !TryCopy(lane, mayCarry, out batch)) return false;
            lane.Expect(batch, withData: Residency?.Add(lane.Link.Id, batch) ?? true);
            Batches++;
            PoolMeter.Batches.Add(1, _tag);
            return true;
        }
    }

    /// <summary>For <see cref="Lane"/>: whether it has room for more and somebody might have it.</summary>
    internal bool HasMore(Lane lane)
    {
        lock (_gate) return HasRoom(lane) && _stage!.Ledger.Waiting > 0;
    }

    /// <summary>Before a worker is started for it: keeps the next batch for <paramref name="worker"/>; false when there is none.</summary>
    public bool TryReserve(int worker)
    {
        lock (_gate) return _stage?.Ledger.TryReserve(worker) == true;
    }

    /// <summary>A worker is ready to take part: at the beginning, or in place of a lost one.</summary>
    public void Join(WorkerLink link)
    {
        Lane lane;
        lock (_gate)
        {
            // Lost before it got here: its link has reported that, or is about to. Or here already: it was found by both ways that lead here.
            if (_disposed || link.IsGone || Find(link) is not null) return;
            lane = new Lane(this, link, _inline is null ? null : new InlineLane(link.Channel, _message, _inline, _traced));
            _lanes[link.Id] = lane;
            // The mark of the one before it in that place says nothing of this one.
            _ = _board?.Owner.TakeParked(link.Id);
            lane.Tell(channel =>
            {
                if (_traced) channel.Post(MessageKind.RecordSlices);
                channel.Post(_message, _number);
                if (_board is not null) channel.Post(_board.Message);
                if (_stage is not null) channel.Post(_stage.MessageFor(link), _board?.Owner.Stage ?? 0);
            });
        }

        lane.Feed();
    }

    /// <summary>Waits until the workers that are there have opened the job, or failed to, and compiled its code.</summary>
    /// <param name="limit">For so long at most: who takes longer is waited for in the first stage, which has limits of its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task OpenedAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (Lane lane in _lanes.Values)
            {
                _unopened.Add(lane.Link.Id);
                lane.Tell(channel => channel.Post(MessageKind.AwaitJob, _number));
            }

            if (_unopened.Count == 0) return;
        }

        try
        {
            await _opened.Task.WaitAsync(limit, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    public void Receive(WorkerLink link, in Frame frame)
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.Partial: Commit(link, frame); break;
            case MessageKind.ChunksDone when frame.Header.BodyLength == 0 && frame.Header.CorrelationId == _number && _board is not null: Drain(_board); break;
            case MessageKind.ChunkOutput: ReceiveOutput(link, frame); break;
            case MessageKind.PhaseReport: Accept(link, MessageCodec.Decode<PhaseReport>(frame)); break;
            case MessageKind.Slices: Accept(link, MessageCodec.Decode<SlicesMessage>(frame)); break;
            case MessageKind.StagePart: WorkerActivity.Emit(link, MessageCodec.Decode<StagePart>(frame)); break;
            // Of a job before, and nothing to this one: a worker that came late may have found that what that one had is gone, and a board's last
            // chunks are seen before the message that says so.
            case MessageKind.JobOpened when frame.Header.BodyLength == 0 && frame.Header.CorrelationId == _number: NoteOpened(link); break;
            case MessageKind.Fault or MessageKind.ChunksDone or MessageKind.JobOpened when frame.Header.CorrelationId < _number: break;
            case MessageKind.Fault when frame.Header.CorrelationId == _number: Fail(Describe(link, MessageCodec.Decode<FaultMessage>(frame).Fault)); break;
            default: throw new FaultException(FaultCode.ProtocolViolation, $"sent a message of kind {frame.Header.Kind}, which a coordinator does not expect, and was ended");
        }
    }

    public void Drained(WorkerLink link)
    {
        // Here and not by the clock: so it is at most what it was sent that a worker does above the limit, however busy the machine is. Before the gate: it reads a file.
        bool isOutgrown = _pool.Options.RecycleAboveMemory is { } most && WorkerMemory.Of(link.ProcessId) > most;
        Lane? lane;
        lock (_gate)
        {
            lane = Find(link);
            if (lane is null) return;
            lane.UnderWay.Observe(Stopwatch.GetTimestamp());
            lane.IsOutgrown |= isOutgrown;
            if (_stage is not { Ledger.Missing: > 0 }) return;
        }

        lane.Feed();
    }

    /// <summary>A worker that was told to go is gone; false when it had not yet done all that it was sent, and so was lost.</summary>
    public bool Release(WorkerLink link)
    {
        lock (_gate)
        {
            // Of a job before this one, which is closed: nobody waits for anything of it.
            if (Find(link) is not { } lane) return true;
            if (lane.UnderWay.Current >= 0 || lane.Report?.Task is not { IsCompletedSuccessfully: true }) return false;
            Remove(lane);
            return true;
        }
    }

    /// <summary>The worker is gone: its unfinished chunks go back.</summary>
    /// <param name="link">To it.</param>
    /// <param name="fault">How it ended.</param>
    public void Lost(WorkerLink link, FaultInfo fault)
    {
        List<Lane> others;
        lock (_gate)
        {
            if (Find(link) is not { } lane) return;
            Remove(lane);
            // Whatever becomes of its chunks: others may be waiting for the lock.
            _counters?.Release(link.Id);
            lane.Report?.TrySetException(new FaultException(fault));
            int suspect = lane.IsCondemned ? -1 : Running(lane).Chunk;
            bool setsAside = suspect >= 0 && !MayTryAgain(suspect, link, fault);
            int returned = _board is null
                ? _stage?.Ledger.Return(lane.UnderWay, setsAside ? suspect : -1) ?? 0
                : _board.Return(link.Id, setsAside ? suspect : -1);
            Retries += returned;
            PoolMeter.ChunksRetried.Add(returned, _tag);
            if (setsAside) _stage!.Commit();
            others = _board is null ? [.. _lanes.Values] : Woken(_board);
        }

        GoOn(others);
    }

    /// <inheritdoc/>
    public void Losing(WorkerLink link)
    {
        // Whatever it has done, nobody may have been told of; and that workers get on is what lets them be replaced.
        if (_board is not null) Drain(_board, all: true);
    }

    /// <inheritdoc/>
    public void Look(long now, long runningSince)
    {
        List<(WorkerLink Link, string Why)> late = [];
        List<Lane> idle = [];
        lock (_gate)
        {
            FindSilent(late, now, runningSince);
            if (_stage is { Ledger.Missing: > 0 }) FindLate(late, idle, now, runningSince);
        }

        foreach ((WorkerLink link, string why) in late) link.Kill(why);
        foreach (Lane lane in idle) lane.Feed();
        if (_board is not null) FindStrays(_board);
    }

    /// <summary>A lost worker will not be replaced: what only it was to compute goes to the others.</summary>
    public void Abandon(int worker)
    {
        List<Lane> others;
        lock (_gate)
        {
            _abandoned.Add(worker);
            _stage?.Ledger.Abandon(worker);
            _board?.Abandon(worker);
            others = _board is null ? [.. _lanes.Values] : Woken(_board);
        }

        GoOn(others);
    }

    /// <summary>Ends the stage with an error.</summary>
    public void Fail(FaultInfo fault)
    {
        lock (_gate)
        {
            _failure ??= fault;
            _stage?.Fail(_failure);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (Lane lane in _lanes.Values) lane.Close();
            _lanes.Clear();
        }

        _pool.End(this);
        if (_board is null) return;
        lock (_board.Draining)
            lock (_gate) _board.Close();
    }

    // Opened, or gone.
    private void NoteOpened(WorkerLink link)
    {
        lock (_gate)
            if (_unopened.Remove(link.Id) && _unopened.Count == 0) _opened.TrySetResult();
    }

    private void Commit(WorkerLink link, in Frame frame)
    {
        int chunk = PartialMessage.Read(frame, out ReadOnlySequence<byte> partial, out ReadOnlySequence<byte> counted);
        if (counted.Length != _countedBytes)
        {
            throw new FaultException(
                FaultCode.ProtocolViolation, $"sent {counted.Length:N0} bytes of counts with chunk {chunk}, expected {_countedBytes:N0}, and was ended");
        }

        lock (_gate)
        {
            if (Find(link) is { IsCondemned: true }) return;
            if (Find(link) is not { } lane || lane.Inline?.IsWritten(Plan, chunk) == false || !lane.UnderWay.TryFinish(chunk))
                throw new FaultException(FaultCode.ProtocolViolation, $"sent a partial of chunk {chunk}, which was not its turn, and was ended");
            if (_speculates && _stage!.Ledger.EndsCopies(chunk)) CondemnOther(lane, chunk);
            // Once per chunk: what a lost worker had counted of a chunk is gone with it.
            if (_countedBytes > 0) _counters!.Add(counted.IsSingleSegment ? counted.FirstSpan : counted.ToArray());
        }

        // Outside the gate: a reduction may take as long as it likes, and other workers are to be fed meanwhile. The stage cannot change as long as
        // this chunk is missing.
        PoolStage stage = _stage!;
        if (stage.Reduce(chunk, partial) is { } fault)
        {
            Fail(fault);
            return;
        }

        PoolMeter.ChunksCommitted.Add(1, _tag);
        _pool.NoteProgress();
        lock (_gate) stage.Commit();
    }

    // The rows of the chunk that the worker is at, straight to their place; its partial follows.
    private void ReceiveOutput(WorkerLink link, in Frame frame)
    {
        Lane? lane;
        int chunk;
        lock (_gate)
        {
            lane = Find(link);
            chunk = lane?.UnderWay.Current ?? -1;
        }

        if (lane is { IsCondemned: true })
        {
            link.Channel.SkipBulk(frame);
            return;
        }

        if (lane?.Inline is not { } inline || chunk < 0 || frame.Header.CorrelationId != (ulong)chunk)
            throw new FaultException(FaultCode.ProtocolViolation, $"sent rows of chunk {frame.Header.CorrelationId}, which was not its turn, and was ended");
        inline.Receive(Plan[chunk], frame);
    }

    private void Accept(WorkerLink link, PhaseReport report)
    {
        // Timestamps count from the start of the machine, so no span is longer than the present one, and their sum stays a number.
        long now = Stopwatch.GetTimestamp();
        bool canBe = report.Ticks.Count == PhaseClock.PhaseCount && report.Ticks.All(ticks => ticks >= 0 && ticks <= now)
            && report.Wall >= 0 && report.Wall <= now && report.Chunks is >= 0 and <= MostChunks && report.InputBytes >= 0;
        if (!canBe)
            throw new FaultException(FaultCode.ProtocolViolation, "sent a report that cannot be, and was ended");
        lock (_gate)
        {
            if (Find(link) is not { } lane) return;
            lane.ReportedAt = Stopwatch.GetTimestamp();
            lane.Report?.TrySetResult(report);
        }
    }

    // A worker may have been lost since its lane looked: what went into it now would not come back.
    private bool HasRoom(Lane lane) =>
        _board is null && _stage is not null && Find(lane.Link) == lane && lane.HasRoom(_stage.Ledger.Missing / _lanes.Count);

    // Under the gate: who has been at a chunk for too long, and who has nothing to do.
    private void FindLate(List<(WorkerLink Link, string Why)> late, List<Lane> idle, long now, long runningSince)
    {
        foreach (Lane lane in _lanes.Values)
        {
            (int chunk, long begunAt) = Running(lane);
            if (_speculates && lane.UnderWay.IsEmpty) idle.Add(lane);
            if (_board is null ? lane.UnderWay.IsEmpty || lane.IsCondemned : !_board.IsBusy(lane, now)) continue;
            // One that never gets to begin a chunk, or to tell of it, is late as well.
            long activeAt = _board is null ? lane.UnderWay.ActiveAt : _board.ActiveAt(lane);
            long since = Math.Max(chunk >= 0 ? begunAt : activeAt, runningSince);
            if (Stopwatch.GetElapsedTime(since, now) <= _pool.Options.ChunkLimit || _pool.Options.ChunkLimit is not { } limit) continue;
            string nothing = _board is null ? $"had done nothing about chunk {lane.UnderWay.Current}" : "had begun no chunk";
            string what = chunk >= 0 ? $"had chunk {chunk}" : nothing;
            late.Add((lane.Link, $"{what} for more than {limit.TotalSeconds:0.###} s (--chunk-timeout) and was ended"));
        }
    }

    // Under the gate: who was asked for a report has nothing else to do. Where others have done all the chunks, that is where a hang comes
    // to light.
    private void FindSilent(List<(WorkerLink Link, string Why)> late, long now, long runningSince)
    {
        if (_board is null || _pool.Options.ChunkLimit is not { } limit) return;
        if (limit < ReportLimit) limit = ReportLimit;
        foreach (Lane lane in _lanes.Values)
        {
            if (lane.Report is not { Task.IsCompleted: false }) continue;
            if (Stopwatch.GetElapsedTime(Math.Max(lane.AskedAt, runningSince), now) <= limit) continue;
            late.Add((lane.Link, $"did not report for more than {limit.TotalSeconds:0.###} s (--chunk-timeout) and was ended"));
        }
    }

    // Under the gate: the chunk that a worker says it is at, if it has it.
    private (int Chunk, long BegunAt) Running(Lane lane) => _board is null ? lane.Running : _board.Running(lane);

    // Under the gate, after news on the board: whose worker does not look there.
    private List<Lane> Parked(BoardStage board)
    {
        List<Lane> parked = [];
        foreach (Lane lane in _lanes.Values)
            if (board.Owner.TakeParked(lane.Link.Id)) parked.Add(lane);
        return parked;
    }

    // The same, and told so.
    private List<Lane> Woken(BoardStage board)
    {
        List<Lane> parked = Parked(board);
        foreach (Lane lane in parked) lane.Link.Channel.Post(MessageKind.BoardChanged);
        return parked;
    }

    // Outside the gate: chunks are free again.
    private void GoOn(List<Lane> others)
    {
        if (_board is null)
        {
            foreach (Lane other in others) other.Feed();
            return;
        }

        Flush(others);
        // A chunk that was given up may have been the one that all others waited behind.
        Drain(_board);
    }

    private static void Flush(List<Lane> lanes)
    {
        foreach (Lane lane in lanes) lane.Tell(static _ => { });
    }

    private void Drain(BoardStage board, bool all = false)
    {
        FaultInfo? fault = board.Drain(all, (stage, chunks) =>
        {
            PoolMeter.ChunksCommitted.Add(chunks, _tag);
            _pool.NoteProgress();
            lock (_gate) stage.Commit(chunks);
        });
        if (fault is not null) Fail(fault);
    }

    // What a worker takes from a block is a hint to a later stage if it was asleep for 65,536 stages in between. Nobody else looks then.
    private void FindStrays(BoardStage board)
    {
        List<Lane> woken;
        lock (_gate)
        {
            if (_stage is not { Ledger.Missing: > 0 } || !board.FindStrays(_lanes.Values)) return;
            woken = Woken(board);
        }

        Flush(woken);
    }

    private Lane? Find(WorkerLink link) => _lanes.TryGetValue(link.Id, out Lane? lane) && lane.Link == link ? lane : null;

    private void Remove(Lane lane)
    {
        _lanes.Remove(lane.Link.Id);
        Residency?.Forget(lane.Link.Id);
        _reports.Depart(lane);
        lane.Dispose();
        NoteOpened(lane.Link);
    }

    private void Accept(WorkerLink link, SlicesMessage slices)
    {
        lock (_gate)
        {
            if (Find(link) is not { } lane) return;
            if (!_traced || !lane.TryKeep(slices))
                throw new FaultException(FaultCode.ProtocolViolation, "sent more slices of time than it was asked for, and was ended");
        }
    }

    // Under the gate. False when it was one worker too many: the others' chunks are computed, and the error names this one.
    private bool MayTryAgain(int chunk, WorkerLink link, FaultInfo fault)
    {
        IReadOnlyList<int> lost = _stage!.Ledger.Blame(chunk, link.ProcessId);
        if (lost.Count < _pool.Options.Attempts) return true;
        _stage.SetAside(new AbandonedChunk(chunk, lost, fault));
        _pool.NoteProgress();
        return false;
    }

    // Under the gate. What nobody has begun late enough to be worth it, nobody copies.
    private bool TryCopy(Lane lane, bool mayCarry, out ChunkRange batch)
    {
        batch = default;
        if (!_speculates || !mayCarry || !lane.UnderWay.IsEmpty || _stage!.Ledger.Waiting > 0) return false;
        int chunk = Stragglers.Find(_lanes.Values, _stage.Ledger, _stage.Average(_lanes.Count), Stopwatch.GetTimestamp());
        if (chunk < 0 || !_stage.Ledger.TryCopy(chunk)) return false;
        batch = new ChunkRange(chunk, 1);
        return true;
    }

    // Under the gate: of a chunk that two compute, one is done. What the other is doing would come into the next stage, at the latest.
    private void CondemnOther(Lane winner, int chunk)
    {
        foreach (Lane lane in _lanes.Values)
        {
            if (lane == winner || !lane.UnderWay.Contains(chunk)) continue;
            lane.IsCondemned = true;
            _condemned.Add(lane.Link);
            lane.Link.Kill($"was slower at chunk {chunk} than a worker that had begun it later, and was ended");
        }
    }

    // Not before the next stage: whoever was too slow must not write among its rows.
    private async Task LetGoAsync()
    {
        Task[] ends;
        lock (_gate)
        {
            ends = [.. _condemned.Select(static link => link.Ended)];
            _condemned.Clear();
        }

        await Task.WhenAll(ends).ConfigureAwait(false);
    }

    private static FaultInfo Describe(WorkerLink link, FaultInfo fault) => fault with
    {
        Message = $"{(fault.Chunk >= 0 ? $"chunk {fault.Chunk} failed on " : "")}worker {link.Id} (pid {link.ProcessId}): {fault.RemoteType?.Split('.')[^1]}{(fault.RemoteType is null ? "" : ": ")}{fault.Message}",
    };
}
