namespace Cluster.Coordinator.Measurement.Spawn;

/// <summary>What is started.</summary>
internal enum SpawnKind
{
    /// <summary>A pool, up to a result of each of its workers.</summary>
    Pool,

    /// <summary>.NET processes that end at once.</summary>
    DotNet,

    /// <summary>Processes without a runtime that end at once.</summary>
    Native,
}
