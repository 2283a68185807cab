using System.Diagnostics;
using Cluster.Memory;
using Cluster.Processes;
using Cluster.Protocol;
using Cluster.Transport;

namespace Cluster.Dispatch;

/// <summary>The way of calls to one worker, and what is on it.</summary>
/// <remarks>Guarded by the dispatcher's gate.</remarks>
internal sealed class TaskLane
{
    // Two thirds of what the kernel grants a socket without being asked.
    private const int BytesThatDoNotBlock = 144 << 10;

    // A small message takes about this much of a socket's buffer, whatever it holds.
    private const int BytesPerMessage = 1 << 10;

    private readonly BusyWorkers _busy;
    private long _bytesUnderWay;

    /// <param name="link">To the worker.</param>
    /// <param name="busy">Counts the workers that have something to do.</param>
    /// <param name="residents">The values that calls name by number.</param>
    /// <param name="take">Takes the next call for this lane, if it has room.</param>
    internal TaskLane(WorkerLink link, BusyWorkers busy, ResidentStore residents, CallSender.TakeNext take) =>
        (Link, _busy, Sender) = (link, busy, new CallSender(this, residents, take));

    internal WorkerLink Link { get; }

    /// <summary>Where the worker notes what it is at.</summary>
    internal StatusSlot Slot => Link.Status;

    /// <summary>Sends what is taken for this lane.</summary>
    internal CallSender Sender { get; }

    /// <summary>Whether its initializer, if there is one, has returned.</summary>
    internal bool IsReady { get; set; }

    /// <summary>What was sent and has not ended, in the order of its numbers.</summary>
    internal CallList UnderWay { get; } = new();

    /// <summary>
    /// The link thread's own: calls that have ended and whose users have not been told of that, the last one on top. They are told once all is read that is there, and
    /// backwards: who waits for the first, and goes on to the second, finds it.
    /// </summary>
    internal Stack<(Call Call, CancelOutcome Outcome)> Ended { get; } = new();

    /// <summary>The number of the last call that was sent.</summary>
    internal long LastNumber { get; set; }

    /// <summary>What all that is under way is expected to take, in ticks.</summary>
    internal double TicksUnderWay { get; set; }

    /// <summary>Tasks that have ended there.</summary>
    internal long TasksDone { get; set; }

    /// <summary>Since when nothing is under way, as a timestamp.</summary>
    internal long IdleSince { get; set; } = Stopwatch.GetTimestamp();

    /// <summary>Why it gets nothing more; null as long as it does.</summary>
    internal string? RetiredBecause { get; set; }

    /// <summary>Why the worker is about to be killed, for the task that it is at.</summary>
    internal Verdict? Verdict { get; set; }

    /// <summary>Whether the worker can take a call at once, whatever its size.</summary>
    internal bool IsIdle => UnderWay.Count == 0 && RetiredBecause is null;

    /// <summary>Whether an answer is expected so soon that it is worth looking for. Any thread, without the gate: a guess.</summary>
    internal bool IsAboutToAnswer => UnderWay.Count > 0 && TicksUnderWay < BriefPoll.Limit;

    /// <summary>Whether a call can be written without waiting for the worker to read.</summary>
    internal bool TakesAtOnce(Call call) => _bytesUnderWay + Size(call) + Sender.BytesBefore(call) <= BytesThatDoNotBlock;

    /// <summary>The call of that number, if it is under way; null otherwise.</summary>
    internal Call? Sent(long number)
    {
        Call? call = UnderWay.First;
        while (call is not null && call.Number != number) call = call.Next;
        return call;
    }

    /// <summary>What the worker is at.</summary>
    /// <param name="now">As a timestamp.</param>
    internal WorkerInfo Describe(long now)
    {
        (long number, _, long begunAt) = Slot.Read();
        var worker = new WorkerInfo(Link.Id, Link.ProcessId, TasksDone);
        return Sent(number) is { } call ? worker with { Function = call.Function.Name, Elapsed = Stopwatch.GetElapsedTime(Math.Min(begunAt, now), now) } : worker;
    }

    /// <summary>The call is about to be sent.</summary>
    internal void Expect(Call call)
    {
        (call.Lane, call.Number, call.State, call.IsAskedBack) = (this, ++LastNumber, CallState.Sent, false);
        UnderWay.AddLast(call);
        if (UnderWay.Count == 1) _busy.Enter();
        _bytesUnderWay += Size(call);
        TicksUnderWay += call.Function.TicksPerTask * call.Count;
    }

    /// <summary>The call is not under way any more.</summary>
    internal void Forget(Call call)
    {
        UnderWay.Remove(call);
        call.Lane = null;
        _bytesUnderWay -= Size(call);
        // A sum of what was expected when it was sent would drift as expectations do.
        TicksUnderWay = 0;
        for (Call? other = UnderWay.First; other is not null; other = other.Next) TicksUnderWay += other.Function.TicksPerTask * other.Count;
        if (UnderWay.Count > 0) return;
        _busy.Leave();
        IdleSince = Stopwatch.GetTimestamp();
    }

    /// <summary>Tells the worker something beside its connection; it hears it whatever it is doing.</summary>
    internal void Signal(ControlKind kind, long number) => Link.Signal(new ControlSignal(kind, number));

    private static int Size(Call call) => call.Arguments.Length + BytesPerMessage;
}
