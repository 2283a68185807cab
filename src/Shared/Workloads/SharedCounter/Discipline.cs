namespace Cluster.Workloads.SharedCounter;

/// <summary>How a chunk adds 1 to what others add to at the same time.</summary>
internal enum Discipline
{
    /// <summary>Read, add, write. Whoever else writes between the two is overwritten.</summary>
    Unsynchronized,

    /// <summary>Read, then take the lock, then write: what was read may be old by then.</summary>
    StaleRead,

    /// <summary>All of it under the lock.</summary>
    Locked,

    /// <summary>One instruction of the processor.</summary>
    Atomic,

    /// <summary>Read, add, write, each worker in a counter of its own; the sum is taken at the end.</summary>
    PerWorker,
}
