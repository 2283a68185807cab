using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Throughput;

/// <summary>How fast data goes from process to process, and what that costs.</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Bytes">Of payload in a repetition, all connections and directions together.</param>
/// <param name="Milliseconds">From the first byte sent to the word that the last was received.</param>
/// <param name="CpuSecondsPerGigabyte">Processor time of all processes that take part.</param>
internal sealed record ThroughputRow(ThroughputSettings Settings, long Bytes, Spread Milliseconds, Spread CpuSecondsPerGigabyte)
    : MeasurementRow
{
    internal Spread GigabytesPerSecond => Milliseconds.RateOf(Bytes / 1e6);

    internal string Direction => Settings.Direction switch
    {
        TransferDirection.Copy => "copy in one process",
        TransferDirection.ToWorker => "to a worker",
        TransferDirection.FromWorker => "from a worker",
        TransferDirection.Both => "both at once",
        _ => "to all",
    };

    internal bool IsCycling => Settings.MemoryBytes > Settings.ChunkBytes;

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("sweep", Settings.Sweep),
        new("channel", Settings.Options.UsesRings ? "ring" : "pipe"),
        new("direction", Direction),
        new("workers", (long)Settings.Workers),
        new("chunkBytes", (long)Settings.ChunkBytes),
        new("memory", IsCycling ? "cycling" : "reused"),
        new("memoryBytes", Settings.MemoryBytes),
        new("socketBufferBytes", (long)Settings.Options.Transport.SocketBuffer),
        new("readBufferBytes", (long)Settings.Options.Transport.ReadBuffer),
        new("pauseThresholdBytes", (long)Settings.Options.PauseThreshold),
        new("bytes", Bytes),
        new("repeats", (long)Milliseconds.Repeats),
        new("milliseconds", Milliseconds),
        new("gigabytesPerSecond", GigabytesPerSecond),
        new("cpuSecondsPerGigabyte", CpuSecondsPerGigabyte),
    ];
}
