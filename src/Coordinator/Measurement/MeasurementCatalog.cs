using Cluster.Coordinator.Measurement.Channels;
using Cluster.Coordinator.Measurement.Latency;
using Cluster.Coordinator.Measurement.Limits;
using Cluster.Coordinator.Measurement.Memory;
using Cluster.Coordinator.Measurement.Serialization;
using Cluster.Coordinator.Measurement.SharedMemory;
using Cluster.Coordinator.Measurement.Spawn;
using Cluster.Coordinator.Measurement.Tasks;
using Cluster.Coordinator.Measurement.Throughput;

namespace Cluster.Coordinator.Measurement;

/// <summary>
/// The parts, in the order in which <c>all</c> runs them: what the machine allows first, what the project makes of it afterwards.
/// </summary>
internal static class MeasurementCatalog
{
    /// <summary>Stands for every part.</summary>
    internal const string All = "all";

    internal static IReadOnlyList<IMeasurement> Parts { get; } =
    [
        new LimitsMeasurement(), new SharedMemoryMeasurement(), new SerializationMeasurement(), new MemoryMeasurement(),
        new ThroughputMeasurement(), new LatencyMeasurement(), new ChannelsMeasurement(),
        new SpawnMeasurement(), new TasksMeasurement(),
    ];

    /// <summary>Null when there is no part of that name.</summary>
    internal static IMeasurement? Find(string name) => Parts.FirstOrDefault(part => part.Name == name);
}
