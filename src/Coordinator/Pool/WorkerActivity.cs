using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Faults;
using Cluster.Processes;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>Makes an activity of what a worker says of its part in a stage.</summary>
internal static class WorkerActivity
{
    internal const string Name = "cluster.worker";

    /// <summary>With the worker's own times, as a child of the stage whose context it was given.</summary>
    /// <exception cref="FaultException">It says what cannot be.</exception>
    internal static void Emit(WorkerLink link, StagePart part)
    {
        if (part.Chunks < 1 || part.Begin < link.LaunchedAt || part.End < part.Begin || part.End > Stopwatch.GetTimestamp()
            || !ActivityContext.TryParse(part.TraceParent, null, out ActivityContext stage))
            throw new FaultException(FaultCode.ProtocolViolation, "sent a part of a stage that cannot be, and was ended");
        using Activity? activity = ClusterTelemetry.Source.StartActivity(
            Name, ActivityKind.Internal, stage, startTime: ClusterTelemetry.DateOf(part.Begin));
        if (activity is null) return;
        activity.SetTag("cluster.worker.id", link.Id);
        activity.SetTag("process.pid", link.ProcessId);
        activity.SetTag("cluster.chunks", part.Chunks);
        // After the start that it has: two dates that were reckoned one after the other may differ by the time in between.
        activity.SetEndTime(activity.StartTimeUtc + Stopwatch.GetElapsedTime(part.Begin, part.End));
    }
}
