namespace Cluster.HandOut;

/// <summary>Where in the life of a chunk a worker may die, in order.</summary>
internal enum BoardPoint
{
    /// <summary>Chunks were taken from a block, and none is claimed.</summary>
    Taken,

    /// <summary>The chunk is claimed, and not begun.</summary>
    Claimed,

    /// <summary>Its partial is written, and not said to be.</summary>
    Written,

    /// <summary>It is said to be done; the coordinator has not been told.</summary>
    Done,
}
