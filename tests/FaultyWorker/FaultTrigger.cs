using Cluster.TestKit.Crashes;

namespace Cluster.FaultyWorker;

/// <summary>Fails when the plan's point is reached, if there is a ticket left.</summary>
/// <remarks>Any thread; the one that reaches the point is the one that fails.</remarks>
internal sealed class FaultTrigger(FaultPlan plan)
{
    private volatile bool _isOver;

    /// <summary>Whether the point may still be reached; once no ticket is left, it is over for good.</summary>
    internal bool IsArmed => !_isOver;

    /// <summary>Sends bytes that mean nothing; null before there is a connection.</summary>
    internal Action? Garbage { get; set; }

    internal void Reach(FaultPoint point)
    {
        if (_isOver || point != plan.Point) return;
        _isOver = true;
        if (!plan.TryTakeTicket()) return;
        switch (plan.Way)
        {
            case FaultWay.Throw: throw IsInUserCode(point) ? new InvalidOperationException("on purpose") : new IOException("on purpose");
            case FaultWay.Exit0: Environment.Exit(0); break;
            case FaultWay.Exit3: Environment.Exit(3); break;
            case FaultWay.Kill: Death.ByKill(); break;
            case FaultWay.Segv: Death.ByFault(); break;
            case FaultWay.Garbage: Garbage?.Invoke(); break;
            default: break;
        }

        // For ever: a hang, or the silence that follows what nobody understands. SIGKILL may take a moment.
        Thread.Sleep(Timeout.Infinite);
    }

    private static bool IsInUserCode(FaultPoint point) => point is FaultPoint.Run or FaultPoint.SlotHalf or FaultPoint.Encode;
}
