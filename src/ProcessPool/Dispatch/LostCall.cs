using Cluster.Faults;

namespace Cluster.Dispatch;

/// <summary>A call that was with a worker when that was lost, and what is to become of it.</summary>
/// <param name="Call">The call; it does not hold the task any more that has failed.</param>
/// <param name="Failed">The task that was running, if it may not be tried again; −1 otherwise.</param>
/// <param name="Exception">How that task failed; null if it was to be cancelled.</param>
internal readonly record struct LostCall(Call Call, int Failed, Exception? Exception)
{
    /// <summary>Whether all of the call has ended with that.</summary>
    internal bool IsOver => Call.Count == 0 || Call.Cancelling is not null || Call.IsOfLane;

    /// <summary>What came of it, if somebody wished to cancel the call.</summary>
    internal CancelOutcome Outcome => Failed >= 0 && Exception is null ? CancelOutcome.Killed : Call.Count == 0 ? CancelOutcome.TooLate : CancelOutcome.Cancelled;

    /// <summary>Under the gate: divides a call into what has ended, what has failed by the loss, and what can be given to another worker.</summary>
    /// <param name="call">That was with the worker.</param>
    /// <param name="running">The number of the call that was running; the negative of the last one if that had ended.</param>
    /// <param name="place">The last task's place in it.</param>
    /// <param name="isFirst">Whether it is the first of which something is missing.</param>
    /// <param name="lane">To the worker.</param>
    /// <param name="fault">How the worker ended.</param>
    internal static LostCall Of(Call call, long running, int place, bool isFirst, TaskLane lane, FaultInfo fault)
    {
        int next = call.Count - call.Remaining;
        bool isRunning = call.Number == running && place >= next && place < call.Count;
        if (isRunning) return OfBegun(call, place, 0, lane, fault);

        // It has ended there, and what came of it was lost on the way: it is begun again, and then what comes of it leaves at once. Twice the first that is
        // missing, it is what breaks the way.
        // The worker may have written anything there; of the least number there is no opposite.
        long last = Math.Abs(Math.Max(running, -long.MaxValue));
        bool isUnheard = call.Number <= last && call.Remaining > 0;
        if (isUnheard && isFirst) return OfBegun(call, next, 1, lane, fault);
        if (isUnheard) call.NoteAttempt(next, lane.Link.ProcessId);
        call.Repack();
        return new LostCall(call, -1, null);
    }

    private static LostCall OfBegun(Call call, int running, int patience, TaskLane lane, FaultInfo fault)
    {
        IReadOnlyList<int> begun = call.NoteAttempt(running, lane.Link.ProcessId);
        VerdictReason? verdict = lane.Verdict is { } found && found.Call == call.Number && found.Task == running ? found.Reason : null;
        // The worker was killed for another task, which had ended meanwhile.
        if (lane.Verdict is not null && verdict is null) patience = 1;
        if (verdict is null && begun.Count < call.Limits.Attempts + patience && call.Cancelling is null)
        {
            call.Repack();
            return new LostCall(call, -1, null);
        }

        Exception? exception = verdict switch
        {
            VerdictReason.Timeout => new TaskTimeoutException(call.Function.Name, call.Limits.Timeout!.Value, lane.Link.Id, lane.Link.ProcessId),
            VerdictReason.Memory => WorkerLostException.OfMemory(call.Function.Name, lane.Link.Id, lane.Link.ProcessId, begun.Count),
            VerdictReason.Cancelled => null,
            _ => WorkerLostException.Of(call.Function.Name, lane.Link.Id, begun, fault),
        };
        int task = call.TaskAt(running);
        call.Trace?.Give(task, lane.Link.Id, lane.Link.ProcessId, begun.Count);
        call.Repack(running);
        return new LostCall(call, task, exception);
    }
}
