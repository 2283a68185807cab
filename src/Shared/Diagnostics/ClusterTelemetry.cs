using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cluster.Diagnostics;

/// <summary>Where those who host a coordinator find its metrics and its traces: a meter and an activity source of the same name.</summary>
/// <remarks>
/// Of the coordinator's process; a worker has neither, as its start would pay for loading them. What a worker did becomes an activity of the
/// coordinator's source when it reports. <c>docs/measuring.md</c> lists names, units and tags. Any thread.
/// </remarks>
internal static class ClusterTelemetry
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "Cluster";

    internal static Meter Meter { get; } = new(Name, Version);

    internal static ActivitySource Source { get; } = new(Name, Version);

    private static string? Version => typeof(ClusterTelemetry).Assembly.GetName().Version?.ToString();

    /// <summary>The W3C trace context of the activity of <see cref="Source"/> that is under way here; null if nobody listens.</summary>
    internal static string? TraceParent =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity && activity.Source == Source ? activity.Id : null;

    /// <summary>A timestamp of the machine's monotonic clock as a date.</summary>
    internal static DateTimeOffset DateOf(long timestamp) => TimeProvider.System.GetUtcNow() - Stopwatch.GetElapsedTime(timestamp);
}
