using System.Diagnostics;
using Cluster.Memory;
using Cluster.Processes;
using Cluster.Protocol;

namespace Cluster.Dispatch;

/// <summary>The way of calls to one worker, and what is on it.</summary>
/// <remarks>
/// What is under way is guarded by the dispatcher's gate. Calls are sent by whatever thread finds room, one at a time, as long as the write cannot
/// block: what the worker has not answered fits into the socket's buffers. Anything larger is sent by a thread of the lane's own, since a link thread
/// that blocked in a write could not read, and the worker at the other end might be blocked in a write itself.
/// </remarks>
/// <param name="link">To the worker.</param>
/// <param name="slot">Where it notes what it is at.</param>
internal sealed class TaskLane(WorkerLink link, StatusSlot slot)
{
    // Half of what the kernel grants a socket without being asked, less what it keeps for itself.
    private const int BytesThatDoNotBlock = 48 << 10;

    // A small message takes about this much of a socket's buffer, whatever it holds.
    private const int BytesPerMessage = 1 << 10;

    private long _bytesUnderWay;
    private volatile bool _isHungry;

    internal WorkerLink Link { get; } = link;

    internal StatusSlot Slot { get; } = slot;

    /// <summary>Held while calls are taken and sent, so that they arrive in the order of their numbers.</summary>
    internal Lock Sending { get; } = new();

    /// <summary>Set by whoever finds that there may be something to send, cleared by whoever sends.</summary>
    internal bool IsHungry
    {
        get => _isHungry;
        set => _isHungry = value;
    }

    /// <summary>Under the gate: whether its initializer, if there is one, has returned.</summary>
    internal bool IsReady { get; set; }

    /// <summary>Under the gate: what was sent and has not ended, in the order of its numbers.</summary>
    internal CallList UnderWay { get; } = new();

    /// <summary>While sending: functions that the worker knows.</summary>
    internal HashSet<int> Functions { get; } = [];

    /// <summary>While sending: values that the worker has.</summary>
    internal HashSet<long> Residents { get; } = [];

    /// <summary>Under the gate: the number of the last call that was sent.</summary>
    internal long LastNumber { get; set; }

    /// <summary>Under the gate: what all that is under way is expected to take, in ticks.</summary>
    internal double TicksUnderWay { get; set; }

    /// <summary>Under the gate: tasks that have ended there.</summary>
    internal long TasksDone { get; set; }

    /// <summary>Under the gate: since when nothing is under way, as a timestamp.</summary>
    internal long IdleSince { get; set; } = Stopwatch.GetTimestamp();

    /// <summary>Under the gate: why it gets nothing more; null as long as it does.</summary>
    internal string? RetiredBecause { get; set; }

    /// <summary>Under the gate: why the worker is about to be killed, for the task that it is at.</summary>
    internal Verdict? Verdict { get; set; }

    /// <summary>Under the gate: whether the worker can take a call at once, whatever its size.</summary>
    internal bool IsIdle => UnderWay.Count == 0 && RetiredBecause is null;

    /// <summary>Sends in the background; null until something large came.</summary>
    internal LaneSender? Sender { get; set; }

    /// <summary>Under the gate: whether a call can be written without waiting for the worker to read.</summary>
    internal bool TakesAtOnce(Call call) => _bytesUnderWay + Size(call) <= BytesThatDoNotBlock;

    /// <summary>Under the gate: the call is about to be sent.</summary>
    internal void Expect(Call call)
    {
        (call.Lane, call.Number, call.State) = (this, ++LastNumber, CallState.Sent);
        UnderWay.AddLast(call);
        _bytesUnderWay += Size(call);
        TicksUnderWay += call.Function.TicksPerTask * call.Count;
    }

    /// <summary>Under the gate: the call is not under way any more.</summary>
    internal void Forget(Call call)
    {
        UnderWay.Remove(call);
        call.Lane = null;
        _bytesUnderWay -= Size(call);
        // A sum of what was expected when it was sent would drift as expectations do.
        TicksUnderWay = 0;
        for (Call? other = UnderWay.First; other is not null; other = other.Next) TicksUnderWay += other.Function.TicksPerTask * other.Count;
        if (UnderWay.Count == 0) IdleSince = Stopwatch.GetTimestamp();
    }

    /// <summary>Tells the worker something beside its connection; it hears it whatever it is doing.</summary>
    internal void Signal(ControlKind kind, long number) => Link.Signal(new ControlSignal(kind, number));

    private static int Size(Call call) => call.Arguments.Length + BytesPerMessage;
}
