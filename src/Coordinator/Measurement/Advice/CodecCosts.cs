namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What it costs to move data with one codec.</summary>
/// <param name="Send">To a worker.</param>
/// <param name="Receive">From a worker.</param>
internal sealed record CodecCosts(MoveCosts Send, MoveCosts Receive);
