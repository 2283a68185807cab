using System.Diagnostics;
using Cluster.Processes;

namespace Cluster.Dispatch;

/// <summary>Finds what is to be done about a worker: it has been too long at a task, it has grown too large, it has nothing to do.</summary>
/// <remarks>Under the dispatcher's gate; what is found is done outside of it.</remarks>
/// <param name="options">The limits.</param>
internal sealed class LaneInspector(DispatchOptions options)
{
    /// <summary>What to do about one worker.</summary>
    /// <param name="Kill">Whether it is to be killed; <see cref="TaskLane.Verdict"/> says why.</param>
    /// <param name="Retire">Why it is to be sent away; null if it is not.</param>
    /// <param name="Revoked">Calls that are to be taken back.</param>
    internal readonly record struct Finding(bool Kill, string? Retire, IReadOnlyList<long> Revoked);

    /// <param name="lane">To the worker.</param>
    /// <param name="now">As a timestamp.</param>
    /// <param name="runningSince">Since when this process has run: of a task that was begun before, only the time since then counts.</param>
    /// <param name="wanting">Whether another worker has nothing to do, and could have what waits behind a long task.</param>
    internal Finding Inspect(TaskLane lane, long now, long runningSince, bool wanting)
    {
        if (lane.IsIdle) return new Finding(false, ReasonToGo(lane, now), []);
        (long running, int place, long begunAt) = lane.Slot.Read();
        begunAt = Math.Max(begunAt, runningSince);
        Call? call = lane.Sent(running);
        if (call is null) return new Finding(false, null, []);

        TimeSpan spent = Stopwatch.GetElapsedTime(begunAt, now);
        VerdictReason? reason = ReasonToKill(lane, call, spent, begunAt, now);
        if (reason is { } found) lane.Verdict = new Verdict(running, place, found);
        List<long> revoked = [];
        for (Call? waiting = wanting && spent > LaneWatch.Patience ? call.Next : null; waiting is not null; waiting = waiting.Next)
        {
            if (waiting.Preferred is not null) continue;
            waiting.IsAskedBack = true;
            revoked.Add(waiting.Number);
        }

        return new Finding(reason is not null, null, revoked);
    }

    private VerdictReason? ReasonToKill(TaskLane lane, Call call, TimeSpan spent, long begunAt, long now)
    {
        if (spent > call.Limits.Timeout) return VerdictReason.Timeout;
        if (call.Cancelling is not null && Stopwatch.GetElapsedTime(Math.Max(call.CancelledAt, begunAt), now) > options.CancelGrace) return VerdictReason.Cancelled;
        return options.MemoryLimit is { } most && WorkerMemory.Of(lane.Link.ProcessId) > most ? VerdictReason.Memory : null;
    }

    private string? ReasonToGo(TaskLane lane, long now)
    {
        if (Stopwatch.GetElapsedTime(lane.IdleSince, now) > options.IdleTimeout) return "it had nothing to do";
        return options.RecycleAboveBytes is { } most && lane.TasksDone > 0 && WorkerMemory.Of(lane.Link.ProcessId) > most ? "it holds more memory than it may keep" : null;
    }
}
