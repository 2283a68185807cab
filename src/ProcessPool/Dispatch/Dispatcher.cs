using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Cluster.Faults;
using Cluster.Framing;
using Cluster.Memory;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Protocol.Messages;
using Cluster.Sharing;
using Microsoft.Extensions.Logging;

namespace Cluster.Dispatch;

/// <summary>Hands calls to workers, takes what becomes of their tasks, and sees to it that each task ends once.</summary>
/// <remarks>
/// <code>
///   Submit → queue → lane 0 → worker    one call at a time is running there; short ones are sent ahead
///                  → lane 1 → worker
///   result → the call's task ends → the lane is fed again          (link thread)
///   lost   → the task that was running is blamed, the rest goes back to the front of the queue
/// </code>
/// Any thread. The gate guards all state and is never held while anything is sent, or while a user is told.
/// </remarks>
internal sealed class Dispatcher : ITaskRunner, IPoolWork
{
    // Calls are sent ahead until a worker has this much to do: three times as much as it holds results back for.
    private static readonly double WindowTicks = Stopwatch.Frequency / 800.0;
    private const int MaxUnderWay = 128;

    private readonly Lock _gate = new();
    private readonly DispatchOptions _options;
    private readonly ILogger _log;
    private readonly CallQueue _queue = new();
    private readonly LaneInspector _inspector;
    private readonly Dictionary<int, TaskLane> _lanes = [];
    private readonly HashSet<int> _reserved = [];
    private readonly BusyWorkers _busy = new();
    private readonly ResidentStore _residents;
    private readonly QueueTable _queues;
    private readonly LaneWatch _watch;
    private WorkerPool? _pool;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _staffed;
    private FaultInfo? _broken;
    private volatile string? _lostAtStart;
    private int _workers;
    private int _pending;
    private bool _refuses;
    private bool _closed;

    /// <param name="options">What applies to all calls.</param>
    /// <param name="residents">The values that calls name by number.</param>
    /// <param name="queues">Those that tasks add to.</param>
    /// <param name="log">Hears why workers are sent away.</param>
    internal Dispatcher(DispatchOptions options, ResidentStore residents, QueueTable queues, ILogger log)
    {
        (_options, _residents, _queues, _log, _workers) = (options, residents, queues, log, options.Workers);
        SharedBlocks.OfThisProcess.Dropped += Forget;
        _watch = new LaneWatch(Inspect);
        _inspector = new LaneInspector(options);
    }

    /// <inheritdoc/>
    public int Workers
    {
        get
        {
            lock (_gate) return _workers;
        }
    }

    /// <inheritdoc/>
    public int Running
    {
        get
        {
            lock (_gate) return _lanes.Values.Count(static lane => lane.UnderWay.Count > 0);
        }
    }

    /// <summary>The workers that are there, and what they are at.</summary>
    internal IReadOnlyList<WorkerInfo> Staff
    {
        get
        {
            long now = Stopwatch.GetTimestamp();
            // What workers note is gone with the pool, which ends after this was closed.
            lock (_gate) return _closed ? [] : [.. _lanes.Values.Select(lane => lane.Describe(now))];
        }
    }

    /// <summary>Calls that wait, and calls that are with workers.</summary>
    internal (int Queued, int Sent) Load
    {
        get
        {
            lock (_gate)
            {
                int sent = _lanes.Values.Sum(static lane => lane.UnderWay.Count);
                return (_pending - sent, sent);
            }
        }
    }

    /// <summary>Why there will be no workers any more; null as long as there may be.</summary>
    internal FaultInfo? Broken
    {
        get
        {
            lock (_gate) return _broken;
        }
    }

    /// <summary>Before the first worker joins.</summary>
    internal void Attach(WorkerPool pool) => _pool = pool;

    /// <inheritdoc/>
    public void Submit(Call call)
    {
        TaskLane? lane = null;
        bool missing = false;
        FaultInfo? broken;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed || _refuses, typeof(ProcessPool));
            broken = _broken;
            if (broken is null)
            {
                Enqueue(call, first: false, call.Preferred);
                _pending++;
                lane = Choose(call);
                missing = lane is null && IsMissingFor(call);
            }
            else
            {
                call.State = CallState.Ended;
            }
        }

        if (broken is not null)
        {
            Endings.Tell(call, new PoolBrokenException(broken.Message));
            return;
        }

        if (lane is not null) lane.Sender.Feed();
        else if (missing) _pool!.StartMissing();
        _watch.Wake();
    }

    /// <inheritdoc/>
    public Task<CancelOutcome> Cancel(Call call)
    {
        TaskLane? lane = null;
        long number = 0;
        bool ended;
        lock (_gate)
        {
            // New: nobody has taken it.
            if (call.State is CallState.Ended or CallState.New) return call.Cancelling?.Task ?? Task.FromResult(CancelOutcome.TooLate);
            if (call.Cancelling is not null) return call.Cancelling.Task;
            call.Cancelling = new TaskCompletionSource<CancelOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            call.CancelledAt = Stopwatch.GetTimestamp();
            ended = call.State == CallState.Queued;
            if (ended)
            {
                call.List!.Remove(call);
                Leave(call);
            }
            else
            {
                (lane, number) = (call.Lane, call.Number);
            }
        }

        if (ended) Endings.Tell(call, null);
        // Outside the gate: a worker that does not run would let it wait.
        lane?.Signal(ControlKind.Cancel, number);
        return call.Cancelling.Task;
    }

    // Without the gate: a guess, which costs nothing but a moment if it is wrong.
    /// <inheritdoc/>
    public void Help(Call call, Task end)
    {
        if (call.Lane is { IsAboutToAnswer: true } lane && _busy.LeavesACore) lane.Link.Help(end);
    }

    /// <inheritdoc/>
    public void Resize(int workers)
    {
        List<TaskLane> leaving;
        lock (_gate)
        {
            _workers = workers;
            leaving = [.. _lanes.Values.Where(lane => lane.Link.Id >= workers && lane.RetiredBecause is null)];
            foreach (TaskLane lane in leaving) lane.RetiredBecause = "the pool was made smaller";
            _queue.UnpinFrom(workers);
        }

        foreach (TaskLane lane in leaving) Retire(lane);
        _pool!.StartMissing();
    }

    /// <inheritdoc/>
    public async Task StaffAsync(CancellationToken cancellationToken)
    {
        Task staffed;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ProcessPool));
            if (_broken is not null) throw new PoolBrokenException(_broken.Message);
            if (IsStaffed()) return;
            staffed = (_staffed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        _pool!.StartMissing();
        await staffed.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Refuse()
    {
        lock (_gate) _refuses = true;
    }

    /// <inheritdoc/>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            if (_pending == 0) return Task.CompletedTask;
            return (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Takes no more calls; those that have not ended are cancelled.</summary>
    internal void Close()
    {
        List<Call> calls;
        lock (_gate)
        {
            _closed = true;
            calls = TakeAll();
            if (_staffed?.TrySetException(new ObjectDisposedException(typeof(ProcessPool).FullName)) == true) Observe(_staffed);
        }

        foreach (Call call in calls) Endings.Tell(call, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        SharedBlocks.OfThisProcess.Dropped -= Forget;
        Close();
        // It looks at what the workers note in memory of the pool.
        await _watch.DisposeAsync().ConfigureAwait(false);
        if (_pool is not null) await _pool.DisposeAsync().ConfigureAwait(false);
        List<TaskLane> lanes;
        lock (_gate)
        {
            lanes = [.. _lanes.Values];
            _lanes.Clear();
        }

        foreach (TaskLane lane in lanes)
        {
            lane.Sender.Dispose();
            TellEnded(lane);
        }
    }

    /// <inheritdoc/>
    public async Task AbortAsync()
    {
        Close();
        await _watch.DisposeAsync().ConfigureAwait(false);
        if (_pool is not null) await _pool.AbortAsync().ConfigureAwait(false);
    }

    private void Forget(ulong id) => Broadcast(MessageKind.ForgetSegment, (long)id);

    /// <summary>Tells all workers that have it to let go of a value or a segment.</summary>
    internal void Broadcast(MessageKind kind, long id)
    {
        List<TaskLane> lanes;
        lock (_gate) lanes = [.. _lanes.Values];
        foreach (TaskLane lane in lanes)
        {
            try
            {
                lane.Link.Channel.Post(kind, (ulong)id);
                lane.Link.Channel.Flush();
            }
            catch (Exception ex) when (ex is IOException or ObjectDisposedException)
            {
                // With its worker all of it is gone.
            }
        }
    }

    public bool TryReserve(int worker)
    {
        lock (_gate)
        {
            if (_closed || _broken is not null || worker >= _workers || _lanes.ContainsKey(worker)) return false;
            bool wanted = _options.IdleTimeout is null || _staffed is not null || _queue.HasOnlyFor(worker) || _lanes.Count + _reserved.Count < Math.Min(_workers, _pending);
            if (!wanted) return false;
            return _reserved.Add(worker);
        }
    }

    public void Join(WorkerLink link)
    {
        TaskLane lane;
        lock (_gate)
        {
            _reserved.Remove(link.Id);
            if (_closed || link.IsGone || Find(link) is not null) return;
            lane = new TaskLane(link, _busy, _residents, TryTake);
            _lanes[link.Id] = lane;
            link.Channel.Connection.LookBeforeBlocking(() => lane.IsAboutToAnswer && _busy.LeavesACore);
            if (_options.Initializer?.Invoke(ex => Initialized(lane, ex)) is { } initializer)
            {
                initializer.IsOfLane = true;
                Enqueue(initializer, first: true, link.Id);
                _pending++;
            }
            else
            {
                lane.IsReady = true;
            }

            if (IsStaffed()) _staffed = Complete(_staffed);
        }

        lane.Sender.Feed();
        // For its limits, or for its having nothing to do.
        _watch.Wake();
    }

    public void Receive(WorkerLink link, in Frame frame)
    {
        switch ((MessageKind)frame.Header.Kind)
        {
            case MessageKind.CallResult: Accept(link, frame); break;
            case MessageKind.CallProgress: Accept(link, MessageCodec.Decode<CallProgress>(frame)); break;
            case MessageKind.QueueItem: AcceptItem(link, frame); break;
            case MessageKind.Revoked: TakeBack(link, (long)frame.Header.CorrelationId); break;
            default: throw new FaultException(FaultCode.ProtocolViolation, $"sent a message of kind {frame.Header.Kind}, which a coordinator does not expect, and was ended");
        }
    }

    public void Drained(WorkerLink link)
    {
        TaskLane? lane;
        bool idle;
        lock (_gate)
        {
            lane = Find(link);
            if (lane is null) return;
            idle = !_queue.HasFor(link.Id) && lane.RetiredBecause is null;
        }

        // The worker first: it has the longer way.
        if (!idle) lane.Sender.Feed();
        TellEnded(lane);
        if (lane.RetiredBecause is not null) Retire(lane);
    }

    public bool Release(WorkerLink link)
    {
        TaskLane? lane;
        lock (_gate)
        {
            lane = Find(link);
            if (lane is null) return true;
            if (lane.UnderWay.Count > 0) return false;
            Remove(lane);
        }

        TellEnded(lane);
        return true;
    }

    public void Lost(WorkerLink link, FaultInfo fault)
    {
        var lost = new List<LostCall>();
        bool blamed = false;
        TaskLane? lane;
        lock (_gate)
        {
            _reserved.Remove(link.Id);
            lane = Find(link);
            if (lane is null) return;
            Remove(lane);
            (long number, int place, _) = lane.Slot.Read();
            while (lane.UnderWay.Last is { } call)
            {
                bool isFirst = call == lane.UnderWay.First;
                lane.Forget(call);
                var found = LostCall.Of(call, number, place, isFirst, lane, fault);
                // An initializer that ends its process is no progress.
                blamed |= !call.IsOfLane && (found.Failed >= 0 || call.Number == number);
                lost.Add(found);
            }
        }

        TellEnded(lane);
        // A task that takes its worker with it has been dealt with; the pool is not to give up for it.
        if (blamed) _pool!.NoteProgress();
        // Before anybody else gets the rest of a call: its last task may end at once, and its user must know of all of them then.
        foreach (LostCall each in lost)
        {
            if (each.Failed >= 0 && each.Exception is null) each.Call.Cancel(each.Failed);
            else if (each.Failed >= 0) each.Call.Fail(each.Failed, each.Exception!);
        }

        foreach (LostCall over in Requeue(lost)) Endings.Tell(over.Call, _broken is { } broken ? new PoolBrokenException(broken.Message) : null, over.Outcome);
        FeedAll();
    }

    public void Abandon(int worker)
    {
        lock (_gate)
        {
            _reserved.Remove(worker);
            _queue.Unpin(worker);
        }

        FeedAll();
    }

    public void Fail(FaultInfo fault)
    {
        List<Call> calls;
        if (_lostAtStart is { } reason) fault = new FaultInfo(fault.Code, $"{fault.Message} (the initializer: {reason})");
        lock (_gate)
        {
            _broken ??= fault;
            calls = TakeAll();
            if (_staffed?.TrySetException(new PoolBrokenException(_broken.Message)) == true) Observe(_staffed);
        }

        foreach (Call call in calls) Endings.Tell(call, new PoolBrokenException(fault.Message));
    }

    // Whoever waited may have given up meanwhile; then nobody is missing.
    private static void Observe(TaskCompletionSource source) => _ = source.Task.Exception;

    private static TaskCompletionSource? Complete(TaskCompletionSource? source)
    {
        source?.TrySetResult();
        return null;
    }

    // Gives what is not over to other workers, and returns what is, or has to be as there will be none.
    private List<LostCall> Requeue(List<LostCall> lost)
    {
        lock (_gate)
        {
            List<LostCall> over = [];
            // From behind, so that they stand at the front of the queue in their order.
            foreach (LostCall each in lost)
            {
                bool isOver = each.IsOver || _closed || _broken is not null;
                if (isOver) over.Add(each);
                if (isOver) Leave(each.Call);
                else Enqueue(each.Call, first: true, each.Call.Preferred);
            }

            return over;
        }
    }

    // Under the gate: a call is not with the dispatcher any more.
    private void Leave(Call call)
    {
        call.State = CallState.Ended;
        if (--_pending == 0) _drained = Complete(_drained);
    }

    private List<Call> TakeAll()
    {
        List<Call> calls = [.. _queue.TakeAll()];
        foreach (TaskLane lane in _lanes.Values)
        {
            while (lane.UnderWay.First is { } call)
            {
                lane.Forget(call);
                calls.Add(call);
            }
        }

        foreach (Call call in calls) Leave(call);
        return calls;
    }

    // Under the gate.
    private void Enqueue(Call call, bool first, int? worker)
    {
        call.State = CallState.Queued;
        _queue.Add(call, first, worker < _workers ? worker : null);
    }

    // Under the gate: who is to be fed for a call that has just come; null if nobody has room.
    private TaskLane? Choose(Call call)
    {
        if (call.Preferred is { } worker && worker < _workers) return _lanes.TryGetValue(worker, out TaskLane? own) && HasRoom(own) ? own : null;
        TaskLane? best = null;
        foreach (TaskLane lane in _lanes.Values)
        {
            if (lane.IsIdle) return lane;
            if (HasRoom(lane) && (best is null || lane.TicksUnderWay < best.TicksUnderWay)) best = lane;
        }

        return best;
    }

    // Under the gate: whether a worker is not there that could take the call.
    private bool IsMissingFor(Call call) =>
        call.Preferred is { } worker && worker < _workers
            ? !_lanes.ContainsKey(worker) && !_reserved.Contains(worker)
            : _lanes.Count + _reserved.Count < _workers;

    private bool HasRoom(TaskLane lane) =>
        lane.RetiredBecause is null
        && (lane.UnderWay.Count == 0 || (lane.TicksUnderWay < WindowTicks && lane.UnderWay.Count < MaxUnderWay && !WillBeRecycled(lane)));

    // Under the gate: whether what is under way is all that the worker may do.
    private bool WillBeRecycled(TaskLane lane)
    {
        if (_options.RecycleAfterTasks is not { } most) return false;
        long tasks = lane.TasksDone;
        for (Call? call = lane.UnderWay.First; call is not null; call = call.Next) tasks += call.IsOfLane ? 0 : call.Remaining;
        return tasks >= most;
    }

    private void FeedAll()
    {
        List<TaskLane> lanes;
        lock (_gate) lanes = [.. _lanes.Values];
        foreach (TaskLane lane in lanes) lane.Sender.Feed();
    }

    private bool TryTake(TaskLane lane, bool mayBlock, [NotNullWhen(true)] out Call? call, out bool large)
    {
        lock (_gate)
        {
            (call, large) = (null, false);
            if (Find(lane.Link) != lane || !HasRoom(lane)) return false;
            if (_queue.NextFor(lane.Link.Id) is not { } next) return false;
            large = !mayBlock && !lane.TakesAtOnce(next);
            if (large) return false;

            _queue.Remove(next, lane.Link.Id);
            lane.Expect(next);
            call = next;
            return true;
        }
    }

    private void Accept(WorkerLink link, in Frame frame)
    {
        CallResult result = CallResult.Read(frame, out ReadOnlySequence<byte> endings);
        Call? call;
        TaskLane? lane;
        lock (_gate)
        {
            lane = Find(link);
            if (lane is null) return;
            call = lane.UnderWay.First;
            bool isDue = call is not null && call.Number == (long)frame.Header.CorrelationId && call.IsNext(result.First);
            if (!isDue || result.Count < 1 || result.Count > call!.Remaining || result.Ticks < 0)
                throw new FaultException(FaultCode.ProtocolViolation, $"sent results of call {frame.Header.CorrelationId}, which was not its turn, and was ended");
        }

        bool ended;
        CancelOutcome outcome;
        // Against whoever ends all calls because the pool is closed or broken: a task ends once.
        lock (call)
        {
            if (call.State != CallState.Sent) return;
            outcome = Tell(link, call, result, endings);
            call.Function.Learn(result.Ticks, result.Count);
            call.Telemetry?.Took(call.Function.Name, result.Ticks, result.Count);

            lock (_gate)
            {
                for (int i = 0; i < result.Count; i++) call.NoteEnd();
                if (!call.IsOfLane) lane.TasksDone += result.Count;
                // Otherwise the pool was closed or broke meanwhile, and whoever saw to that ends the rest.
                ended = call.Remaining == 0 && call.State == CallState.Sent;
                if (ended)
                {
                    lane.Forget(call);
                    Leave(call);
                    if (lane.RetiredBecause is null && _options.RecycleAfterTasks <= lane.TasksDone) lane.RetiredBecause = $"it has done {lane.TasksDone:N0} tasks";
                }
            }
        }

        _pool!.NoteProgress();
        if (ended) lane.Ended.Push((call, outcome));
    }

    private CancelOutcome Tell(WorkerLink link, Call call, CallResult result, in ReadOnlySequence<byte> endings)
    {
        int told = 0;
        try
        {
            return Endings.Tell(link, call, result, endings, ref told);
        }
        catch (FaultException)
        {
            // Their users have been told; the rest of the call goes to another worker.
            lock (_gate)
                for (int i = 0; i < told; i++) call.NoteEnd();
            throw;
        }
    }

    private void Accept(WorkerLink link, CallProgress progress)
    {
        Call? call;
        lock (_gate)
        {
            call = Find(link)?.UnderWay.First;
            if (call is null || call.Number != progress.Call || (uint)progress.Task >= (uint)call.Count) return;
        }

        call.Report(call.TaskAt(progress.Task), progress.Fraction, progress.Text);
    }

    // A type's own code reads it: what that throws is the failure of the task that sent the item, and nobody else's.
    private void AcceptItem(WorkerLink link, in Frame frame)
    {
        QueueItem header = QueueItem.Read(frame, out ReadOnlySequence<byte> item);
        try
        {
            _queues.Receive((long)frame.Header.CorrelationId, item);
        }
        catch (Exception ex)
        {
            lock (_gate)
            {
                Call? call = Find(link)?.Sent(header.Call);
                if (call is not null && (uint)header.Task < (uint)call.Count) call.Spoil(header.Task, ex);
            }

            _log.ItemNotRead(link.Id, link.ProcessId, ex.Message);
        }
    }

    // The worker had not begun it: it was cancelled, or somebody else may have it.
    private void TakeBack(WorkerLink link, long number)
    {
        Call? call;
        bool cancelled;
        lock (_gate)
        {
            TaskLane? lane = Find(link);
            if (lane is not null && (number < 1 || number > lane.LastNumber)) throw NotToBeGivenBack(number);
            // Otherwise it was taken from the worker with all others: nobody waits for it.
            call = lane?.Sent(number);
            if (call is null) return;
            if (!(call.IsAskedBack || call.Cancelling is not null) || call.Remaining < call.Count) throw NotToBeGivenBack(number);
            lane!.Forget(call);
            cancelled = call.Cancelling is not null;
            if (cancelled) Leave(call);
            else Enqueue(call, first: true, call.Preferred);
        }

        if (cancelled) Endings.Tell(call, null);
        else FeedAll();
    }

    // Tasks have a watch of their own, which keeps their limits to milliseconds.
    public void Look(long now, long runningSince)
    {
    }

    private static FaultException NotToBeGivenBack(long number) =>
        new(FaultCode.ProtocolViolation, $"gave call {number} back, which it was not asked for, and was ended");

    private void Retire(TaskLane lane)
    {
        lock (_gate)
        {
            if (lane.UnderWay.Count > 0 || lane.Link.IsRetiring || Find(lane.Link) != lane) return;
        }

        _log.WorkerRetired(lane.Link.Id, lane.Link.ProcessId, lane.RetiredBecause!);
        try
        {
            lane.Link.Retire();
            lane.Link.Channel.Flush();
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // Gone already.
        }
    }

    // On a timer's thread. Returns when it wants to look again; null when there is nothing to look for until something is submitted.
    private TimeSpan? Inspect()
    {
        long now = Stopwatch.GetTimestamp();
        List<TaskLane> lanes;
        bool wanting;
        bool busy;
        lock (_gate)
        {
            if (_closed) return null;
            lanes = [.. _lanes.Values];
            wanting = _queue.CountForAny == 0 && lanes.Exists(static lane => lane.IsIdle);
            busy = lanes.Exists(static lane => lane.UnderWay.Count > 0);
        }

        foreach (TaskLane lane in lanes) Inspect(lane, now, wanting);
        return busy ? LaneWatch.Patience : lanes.Count > 0 ? _options.IdleTimeout / 4 : null;
    }

    private void Inspect(TaskLane lane, long now, bool wanting)
    {
        LaneInspector.Finding finding;
        lock (_gate)
        {
            if (Find(lane.Link) != lane || lane.Verdict is not null) return;
            finding = _inspector.Inspect(lane, now, _pool!.RunningSince(now), wanting);
            lane.RetiredBecause ??= finding.Retire;
        }

        if (finding.Kill) lane.Link.Kill();
        foreach (long number in finding.Revoked) lane.Signal(ControlKind.Revoke, number);
        if (finding.Retire is not null) Retire(lane);
    }

    private void Initialized(TaskLane lane, Exception? failure)
    {
        // It did not get to say whether it works; its process is replaced as any other, as often as a pool may lose one that did nothing.
        if (failure is WorkerLostException lost)
        {
            _lostAtStart = lost.Message;
            return;
        }

        if (failure is not null)
        {
            Fail(new FaultInfo(FaultCode.PoolBroken, $"the initializer failed: {failure.Message}"));
            return;
        }

        lock (_gate)
        {
            lane.IsReady = true;
            _lostAtStart = null;
            if (IsStaffed()) _staffed = Complete(_staffed);
        }
    }

    private bool IsStaffed() => _lanes.Values.Count(static lane => lane.IsReady && lane.RetiredBecause is null) >= _workers;

    private TaskLane? Find(WorkerLink link) => _lanes.TryGetValue(link.Id, out TaskLane? lane) && lane.Link == link ? lane : null;

    // On the link thread, or when that has ended; outside the gate.
    private static void TellEnded(TaskLane lane)
    {
        while (lane.Ended.TryPop(out (Call Call, CancelOutcome Outcome) ended)) Endings.Complete(ended.Call, ended.Outcome);
    }

    private void Remove(TaskLane lane)
    {
        _lanes.Remove(lane.Link.Id);
        lane.Sender.Dispose();
    }
}
