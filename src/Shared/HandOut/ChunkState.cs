namespace Cluster.HandOut;

/// <summary>Where a chunk is in the stage whose number stands beside it.</summary>
/// <remarks>A word of an earlier stage says the same as <see cref="Open"/>.</remarks>
internal enum ChunkState
{
    /// <summary>Nobody has it.</summary>
    Open = 0,

    /// <summary>The worker that is named computes it; if that one is gone, only the coordinator may say what becomes of it.</summary>
    Claimed = 1,

    /// <summary>Its partial is in its slot.</summary>
    Done = 2,

    /// <summary>Nobody is to compute it: it was done before the stage began, or was given up.</summary>
    Elsewhere = 3,
}
