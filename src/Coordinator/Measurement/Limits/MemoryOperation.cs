namespace Cluster.Coordinator.Measurement.Limits;

/// <summary>What is done with memory; in the order of the table.</summary>
internal enum MemoryOperation
{
    /// <summary>Summed by vectors.</summary>
    Read,

    /// <summary>Filled with one value.</summary>
    Write,

    /// <summary>From one place to another; each byte counts once.</summary>
    Copy,
}
