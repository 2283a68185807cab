using System.Diagnostics.Metrics;
using Cluster.Diagnostics;

namespace Cluster.Dispatch;

/// <summary>What can be watched of the tasks of all pools of this process.</summary>
/// <remarks>Without a listener an addition is a read and a comparison. Waiting and running tasks are counted when somebody asks.</remarks>
internal static class TaskMeter
{
    // From a task that does next to nothing to one over lunch; the default borders are meant for milliseconds.
    private static readonly InstrumentAdvice<double> Borders = new()
    {
        HistogramBucketBoundaries = [0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000],
    };

    private static readonly Lock Gate = new();
    private static readonly HashSet<PoolTelemetry> Pools = Observed();

    internal static Counter<long> Submitted { get; } = Counter("submitted", "Tasks that were submitted.");

    internal static Counter<long> Completed { get; } = Counter("completed", "Tasks that gave a result.");

    internal static Counter<long> Failed { get; } = Counter("failed", "Tasks that threw, were lost with their worker, or took too long.");

    internal static Counter<long> Cancelled { get; } = Counter("cancelled", "Tasks that were cancelled.");

    internal static Histogram<double> Duration { get; } =
        ClusterTelemetry.Meter.CreateHistogram("cluster.task.duration", "s", "From a task's start in a worker to its end there.", tags: null, Borders);

    internal static void Enter(PoolTelemetry pool)
    {
        lock (Gate) Pools.Add(pool);
    }

    internal static void Leave(PoolTelemetry pool)
    {
        lock (Gate) Pools.Remove(pool);
    }

    private static Counter<long> Counter(string name, string description) => ClusterTelemetry.Meter.CreateCounter<long>($"cluster.tasks.{name}", "{task}", description);

    private static HashSet<PoolTelemetry> Observed()
    {
        Meter meter = ClusterTelemetry.Meter;
        _ = meter.CreateObservableUpDownCounter("cluster.tasks.waiting", static () => Each(static pool => pool.Waiting), "{task}", "Tasks that nobody has begun.");
        _ = meter.CreateObservableUpDownCounter("cluster.tasks.running", static () => Each(static pool => (long)pool.Running), "{task}", "Workers that are at a task.");
        return [];
    }

    private static List<Measurement<long>> Each(Func<PoolTelemetry, long> value)
    {
        PoolTelemetry[] pools;
        lock (Gate) pools = [.. Pools];
        return [.. pools.Select(pool => new Measurement<long>(value(pool), pool.Tags))];
    }
}
