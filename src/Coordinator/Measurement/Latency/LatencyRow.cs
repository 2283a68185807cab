using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Latency;

/// <summary>Round trips of frames of one size.</summary>
/// <param name="IsAsynchronous">Whether both ends wait by the event loop; otherwise in the kernel.</param>
/// <param name="FrameBytes">Of the body, the same both ways; a header of 16 bytes comes on top.</param>
/// <param name="Microseconds">One for each round trip, ascending.</param>
internal sealed record LatencyRow(bool IsAsynchronous, int FrameBytes, double[] Microseconds) : MeasurementRow
{
    /// <summary>Whether they went through rings; both ends then look for a moment before they sleep.</summary>
    internal bool ThroughRings { get; init; }

    internal string Waiting => IsAsynchronous ? "asynchronous" : ThroughRings ? "spinning" : "blocking";

    internal Histogram Histogram { get; } = Histogram.Of(Microseconds);

    internal double At(double percent) => Percentile.Of(Microseconds, percent);

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("channel", ThroughRings ? "ring" : "pipe"),
        new("waiting", Waiting),
        new("frameBytes", (long)FrameBytes),
        new("roundTrips", (long)Microseconds.Length),
        new("minMicroseconds", Microseconds[0]),
        new("p50Microseconds", At(50)),
        new("p90Microseconds", At(90)),
        new("p99Microseconds", At(99)),
        new("p999Microseconds", At(99.9)),
        new("maxMicroseconds", Microseconds[^1]),
        new("histogramMicroseconds", Histogram),
    ];
}
