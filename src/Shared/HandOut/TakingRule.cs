namespace Cluster.HandOut;

/// <summary>How workers take chunks from a board. Never changes a result, only its time.</summary>
/// <remarks>The numbers are in memory that processes of one build have in common.</remarks>
internal enum TakingRule
{
    /// <summary>Each from the front of its own block in small shares; when that is empty, from the end of the block with most
    /// left.</summary>
    OwnBlockThenHelp = 0,

    /// <summary>Each from its own block only.</summary>
    OwnBlock = 1,

    /// <summary>All from the front of one block, as many each time.</summary>
    Fixed = 2,

    /// <summary>All from the front of one block, in shares that shrink as the work runs out.</summary>
    Shrinking = 3,
}
