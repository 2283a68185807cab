using Cluster.Coordinator.Measurement.Peers;

namespace Cluster.Coordinator.Measurement.Throughput;

/// <summary>One experiment.</summary>
/// <param name="Sweep">
/// What differs between the rows that it belongs to: <c>chunk</c>, <c>ring</c>, <c>memory</c>, <c>socketBuffer</c>, <c>readBuffer</c>,
/// <c>pauseThreshold</c>.
/// </param>
/// <param name="Direction">Who sends to whom.</param>
/// <param name="ChunkBytes">Of a frame's body.</param>
/// <param name="MemoryBytes">What either side goes round in: a chunk, or more than any cache holds.</param>
/// <param name="Options">Of the connections.</param>
/// <param name="Workers">That take part.</param>
internal sealed record ThroughputSettings(
    string Sweep, TransferDirection Direction, int ChunkBytes, long MemoryBytes, PeerOptions Options, int Workers = 1);
