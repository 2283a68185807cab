namespace Cluster.Coordinator.Measurement.Statistics;

/// <summary>How many values lie from <paramref name="From"/>, included, up to <paramref name="To"/>, excluded.</summary>
internal readonly record struct HistogramBucket(double From, double To, int Count);
