namespace Cluster.Coordinator.Measurement.Throughput;

/// <summary>Who sends to whom.</summary>
internal enum TransferDirection
{
    /// <summary>From one place to another in this process: what no connection can be faster than.</summary>
    Copy,

    ToWorker,

    FromWorker,

    /// <summary>To one worker and from it at the same time.</summary>
    Both,

    /// <summary>To every worker at the same time.</summary>
    ToAll,
}
