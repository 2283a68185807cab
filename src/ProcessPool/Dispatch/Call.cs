using System.Buffers;
using Cluster.Tasks.Values;
using MessagePack;

namespace Cluster.Dispatch;

/// <summary>What is handed to a worker in one message: a function, and the arguments of one task or of some.</summary>
/// <remarks>
/// <code>
///   queued → sent → ended
///      ↑_______|        revoked, or its worker was lost
/// </code>
/// Everything but the ends of tasks is guarded by the dispatcher's gate. A task ends once: the dispatcher sees to it. Ends are told on the link
/// thread of the worker, outside the gate.
/// </remarks>
internal abstract class Call
{
    private byte[] _arguments = [];

    // Where each remaining task's arguments begin; null for a single task.
    private int[]? _offsets;

    // The remaining tasks' numbers; null as long as these are all tasks.
    private int[]? _tasks;

    // Of the remaining tasks.
    private int _ended;

    // The processes of workers that were lost over tasks, by task; null as long as none was.
    private Dictionary<int, List<int>>? _begun;

    // Tasks that have sent what cannot be read here, and why; null as long as none has.
    private Dictionary<int, Exception>? _spoiled;

    /// <param name="function">To be called.</param>
    /// <param name="limits">Of each task.</param>
    protected Call(FunctionEntry function, CallLimits limits) => (Function, Limits) = (function, limits);

    internal FunctionEntry Function { get; }

    internal CallLimits Limits { get; }

    /// <summary>What the arguments refer to outside of themselves.</summary>
    internal ValueScope? Scope { get; private set; }

    /// <summary>The worker that has what the call needs; null for any.</summary>
    internal int? Preferred { get; init; }

    /// <summary>Whether it is its worker's initializer: it is no task, and nothing for another worker.</summary>
    internal bool IsOfLane { get; set; }

    /// <summary>Counts its tasks; null for what the pool runs for itself.</summary>
    internal PoolTelemetry? Telemetry { get; init; }

    /// <summary>Set before it is handed over, where it belongs to a trace.</summary>
    internal CallTrace? Trace { get; set; }

    internal CallState State { get; set; }

    /// <summary>Its neighbours in the queue or in a lane.</summary>
    internal Call? Next { get; set; }

    internal Call? Previous { get; set; }

    /// <summary>The list that it is in.</summary>
    internal CallList? List { get; set; }

    /// <summary>The lane it was sent through, while it is sent.</summary>
    internal TaskLane? Lane { get; set; }

    /// <summary>Its number at that worker.</summary>
    internal long Number { get; set; }

    /// <summary>Whether its worker was asked to give it back.</summary>
    internal bool IsAskedBack { get; set; }

    /// <summary>Whether a worker is at it, or has just been.</summary>
    internal bool IsRunning => IsRunningHere || (Lane is { } lane && lane.Slot.Read().Call == Number);

    /// <summary>Whether it runs in this process.</summary>
    internal bool IsRunningHere { get; set; }

    /// <summary>Set by the first that cancels it.</summary>
    internal TaskCompletionSource<CancelOutcome>? Cancelling { get; set; }

    /// <summary>When it was cancelled, as a timestamp.</summary>
    internal long CancelledAt { get; set; }

    /// <summary>Tasks that have not ended.</summary>
    internal int Remaining => Count - _ended;

    /// <summary>Tasks that the next message holds.</summary>
    internal int Count { get; private set; }

    /// <summary>Their arguments.</summary>
    internal ReadOnlySpan<byte> Arguments => _arguments;

    /// <summary>Takes the arguments, once, before it is handed over.</summary>
    /// <param name="arguments">Of all tasks, one after the other.</param>
    /// <param name="offsets">Where each task's begin; null for one task.</param>
    /// <param name="count">Tasks.</param>
    /// <param name="scope">Disposed when the call has ended.</param>
    internal void Load(byte[] arguments, int[]? offsets, int count, ValueScope? scope) =>
        (_arguments, _offsets, Count, Scope) = (arguments, offsets, count, scope);

    /// <summary>The number, as the user counts, of the task that stands at a place of the message.</summary>
    internal int TaskAt(int place) => _tasks is null ? place : _tasks[place];

    /// <summary>Whether the next of the message's tasks to end is the one at <paramref name="place"/>.</summary>
    internal bool IsNext(int place) => place == _ended && place < Count;

    /// <summary>The next task of the message has ended.</summary>
    internal void NoteEnd() => _ended++;

    /// <summary>A worker was lost over the task at a place of the message; returns the processes of all workers that were, as often as it has been begun.</summary>
    internal IReadOnlyList<int> NoteAttempt(int place, int processId)
    {
        _begun ??= [];
        int task = TaskAt(place);
        if (!_begun.TryGetValue(task, out List<int>? processIds)) _begun[task] = processIds = [];
        processIds.Add(processId);
        return processIds;
    }

    /// <summary>Whatever the task at a place of the message returns, it fails: it has sent what cannot be read here.</summary>
    internal void Spoil(int place, Exception exception) => (_spoiled ??= []).TryAdd(TaskAt(place), exception);

    /// <summary>Why a task fails that has returned; null if it does not.</summary>
    internal Exception? FailureOf(int task) => _spoiled?.GetValueOrDefault(task);

    /// <summary>The tasks of the message that have been begun before: how often this is, by their places. Null if there are none.</summary>
    internal IReadOnlyList<(int Place, int Attempt)>? Retried
    {
        get
        {
            if (_begun is null) return null;
            return [.. Enumerable.Range(0, Count).Where(place => _begun.ContainsKey(TaskAt(place))).Select(place => (place, AttemptAt(place)))];
        }
    }

    /// <summary>Which attempt at the task at a place of the message this is; 1 for the first.</summary>
    internal int AttemptAt(int place) => 1 + (_begun?.GetValueOrDefault(TaskAt(place))?.Count ?? 0);

    /// <summary>Leaves out what has ended, and one more task, before it is sent again.</summary>
    /// <param name="dropped">Place of that task in the message; −1 for none.</param>
    internal void Repack(int dropped = -1)
    {
        if (_ended == 0 && dropped < 0) return;
        int[] keep = [.. Enumerable.Range(_ended, Count - _ended).Where(place => place != dropped)];
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, _arguments.Length));
        int[] offsets = new int[keep.Length];
        for (int i = 0; i < keep.Length; i++)
        {
            offsets[i] = bytes.WrittenCount;
            bytes.Write(Of(keep[i]));
        }

        _tasks = [.. keep.Select(TaskAt)];
        (_arguments, _offsets, Count, _ended) = (bytes.WrittenSpan.ToArray(), offsets, keep.Length, 0);
    }

    /// <summary>A task returned. Reads its value.</summary>
    /// <param name="task">Its number.</param>
    /// <param name="reader">At the value; is behind it afterwards.</param>
    internal abstract void Return(int task, ref MessagePackReader reader);

    /// <summary>A task failed.</summary>
    internal abstract void Fail(int task, Exception exception);

    /// <summary>A task was cancelled before it had ended.</summary>
    internal abstract void Cancel(int task);

    /// <summary>A task says how far it is.</summary>
    internal virtual void Report(int task, double fraction, string? text)
    {
    }

    /// <summary>Whether its last task was cancelled.</summary>
    internal virtual bool WasCancelled => false;

    /// <summary>All tasks have ended, and the user has been told of each.</summary>
    internal virtual void Complete()
    {
    }

    /// <summary>Runs a task in this process, and tells its end.</summary>
    /// <param name="task">Its number.</param>
    /// <param name="context">Given to the function; its token is cancelled when the task's time is up, too.</param>
    /// <param name="cancelled">The wish to cancel it.</param>
    internal abstract ValueTask RunHereAsync(int task, WorkerContext context, CancellationToken cancelled);

    /// <summary>How a task failed whose time was up in this process.</summary>
    protected TaskTimeoutException TimeIsUp(WorkerContext context) => new(Function.Name, Limits.Timeout.GetValueOrDefault(), context.WorkerId, Environment.ProcessId);

    /// <summary>To be called by the above, before the user learns of a task's end: a listener sees it no later than the user does.</summary>
    /// <param name="task">That has ended.</param>
    /// <param name="exception">Null if it has a value.</param>
    protected void NoteOutcome(int task, Exception? exception)
    {
        Telemetry?.Ended(exception);
        Trace?.End(task, exception);
    }

    private ReadOnlySpan<byte> Of(int place)
    {
        if (_offsets is null) return _arguments;
        int end = place + 1 < _offsets.Length ? _offsets[place + 1] : _arguments.Length;
        return _arguments.AsSpan(_offsets[place], end - _offsets[place]);
    }
}
