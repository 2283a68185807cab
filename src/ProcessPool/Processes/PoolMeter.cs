using System.Diagnostics.Metrics;
using Cluster.Diagnostics;

namespace Cluster.Processes;

/// <summary>What can be watched of all pools of this process together.</summary>
/// <remarks>Without a listener an addition is a read and a comparison. Bytes and workers are counted when somebody asks.</remarks>
internal static class PoolMeter
{
    internal static Counter<long> WorkersLost { get; } =
        ClusterTelemetry.Meter.CreateCounter<long>("cluster.workers.lost", "{worker}", "Workers that ended while they were in use.");

    internal static Counter<long> WorkersRestarted { get; } = ClusterTelemetry.Meter.CreateCounter<long>(
        "cluster.workers.restarted", "{worker}", "Workers that were started while their pool was in use.");

    internal static Counter<long> ChunksCommitted { get; } =
        ClusterTelemetry.Meter.CreateCounter<long>("cluster.chunks.committed", "{chunk}", "Chunks whose partials were reduced.");

    internal static Counter<long> ChunksRetried { get; } =
        ClusterTelemetry.Meter.CreateCounter<long>("cluster.chunks.retried", "{chunk}", "Chunks that were given out again after the loss of a worker.");

    internal static Counter<long> Batches { get; } =
        ClusterTelemetry.Meter.CreateCounter<long>("cluster.batches", "{batch}", "Messages that gave out chunks.");

    /// <summary>The workers that are connected, which the observable instruments ask.</summary>
    internal static WorkerCensus Census { get; } = Observed();

    private static WorkerCensus Observed()
    {
        var census = new WorkerCensus();
        Meter meter = ClusterTelemetry.Meter;
        _ = meter.CreateObservableUpDownCounter("cluster.workers.alive", () => (long)census.Alive, "{worker}", "Workers that are connected.");
        _ = meter.CreateObservableCounter("cluster.bytes.sent", () => census.BytesSent, "By", "To workers, frame headers included.");
        _ = meter.CreateObservableCounter("cluster.bytes.received", () => census.BytesReceived, "By", "From workers, frame headers included.");
        return census;
    }
}
