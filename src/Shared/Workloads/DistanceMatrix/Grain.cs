namespace Cluster.Workloads.DistanceMatrix;

/// <summary>How much is computed at a time.</summary>
internal enum Grain
{
    /// <summary>One distance, with a call for each; a chunk is a row.</summary>
    Cell,

    /// <summary>One row, a chunk each.</summary>
    Row,

    /// <summary>Rows enough for the kernel to use what it loads many times.</summary>
    Chunk,
}
