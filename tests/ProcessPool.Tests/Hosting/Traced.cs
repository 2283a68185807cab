using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cluster.Tests.Hosting;

/// <summary>Tasks that say what they are a part of.</summary>
internal static class Traced
{
    private static readonly ConcurrentQueue<string> Activities = new();

    /// <summary>Trace, and the span that the current activity continues; nulls for no activity.</summary>
    internal static (string? Trace, string? Parent) Current() => (Activity.Current?.TraceId.ToHexString(), Activity.Current?.ParentSpanId.ToHexString());

    /// <summary>Which attempt it is; never 1.</summary>
    internal static int DiesOnce(WorkerContext context)
    {
        if (context.Attempt == 1) Environment.Exit(1);
        return context.Attempt;
    }

    /// <summary>Begins to listen in this process.</summary>
    internal static void Listen() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = static source => source.Name == "Cluster",
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStopped = static one => Activities.Enqueue(
            $"{one.OperationName} {one.ParentSpanId.ToHexString()} {one.GetTagItem("cluster.worker.id")} {one.GetTagItem("cluster.task.attempt")}"),
    });

    internal static string[] Heard() => [.. Activities];
}
