using Cluster.Faults;

namespace Cluster.Dispatch;

/// <summary>A call that was with a worker when that was lost, and what is to become of it.</summary>
/// <param name="Call">The call; it does not hold the task any more that has failed.</param>
/// <param name="Failed">The task that was running, if it may not be tried again; −1 otherwise.</param>
/// <param name="Exception">How that task failed; null if it was to be cancelled.</param>
internal readonly record struct LostCall(Call Call, int Failed, Exception? Exception)
{
    /// <summary>Whether all of the call has ended with that.</summary>
    internal bool IsOver => Call.Count == 0 || Call.Cancelling is not null;

    /// <summary>What came of it, if somebody wished to cancel the call.</summary>
    internal CancelOutcome Outcome => Failed >= 0 && Exception is null ? CancelOutcome.Killed : Call.Count == 0 ? CancelOutcome.TooLate : CancelOutcome.Cancelled;

    /// <summary>Under the gate: divides a call into what has ended, what has failed by the loss, and what can be given to another worker.</summary>
    /// <param name="call">That was with the worker.</param>
    /// <param name="running">Place of the task that was running; −1 if none of this call was.</param>
    /// <param name="lane">To the worker.</param>
    /// <param name="fault">How the worker ended.</param>
    internal static LostCall Of(Call call, int running, TaskLane lane, FaultInfo fault)
    {
        if (running < 0 || running >= call.Count)
        {
            call.Repack();
            return new LostCall(call, -1, null);
        }

        int attempts = call.NoteAttempt(running);
        VerdictReason? verdict = lane.Verdict is { } found && found.Call == call.Number && found.Task == running ? found.Reason : null;
        if (verdict is null && attempts < call.Limits.Attempts && call.Cancelling is null)
        {
            call.Repack();
            return new LostCall(call, -1, null);
        }

        Exception? exception = verdict switch
        {
            VerdictReason.Timeout => new TaskTimeoutException(call.Function.Name, call.Limits.Timeout!.Value, lane.Link.Id, lane.Link.ProcessId),
            VerdictReason.Memory => WorkerLostException.OfMemory(call.Function.Name, lane.Link.Id, lane.Link.ProcessId, attempts),
            VerdictReason.Cancelled => null,
            _ => WorkerLostException.Of(call.Function.Name, lane.Link.Id, lane.Link.ProcessId, attempts, fault),
        };
        int task = call.TaskAt(running);
        call.Repack(running);
        return new LostCall(call, task, exception);
    }
}
