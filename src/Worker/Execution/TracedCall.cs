using System.Diagnostics;
using Cluster.Diagnostics;
using Cluster.Protocol;

namespace Cluster.Worker.Execution;

/// <summary>Makes tasks a part of the trace that they were submitted in: what they call, such as another service, then belongs to it too.</summary>
/// <remarks>One thread. Nothing of <see cref="Activity"/> is loaded before the first call that belongs to a trace.</remarks>
/// <param name="context">As <see cref="TraceContext"/> wrote it.</param>
internal sealed class TracedCall(byte[] context)
{
    private const string Name = "cluster.task.run";

    private Activity? _activity;

    /// <summary>The activity of the task at a place is current from now on.</summary>
    internal void Begin(int place, int worker, int attempt)
    {
        ActivityContext parent = TraceContext.Read(context, place);
        // Of the source where somebody in this process listens to it, such as an exporter that the initializer has set up.
        _activity = ClusterTelemetry.Source.StartActivity(Name, ActivityKind.Server, parent)
            ?? new Activity(Name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
        if (!_activity.IsAllDataRequested) return;
        _activity.SetTag("cluster.worker.id", worker);
        _activity.SetTag("cluster.task.attempt", attempt);
    }

    internal void End(TaskEnding ending)
    {
        if (ending == TaskEnding.Threw) _activity?.SetStatus(ActivityStatusCode.Error);
        _activity?.Stop();
        // Whatever the task made current itself, and did not stop.
        Activity.Current = null;
    }
}
