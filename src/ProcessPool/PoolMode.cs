namespace Cluster;

/// <summary>Where a pool runs its tasks.</summary>
public enum PoolMode
{
    /// <summary>In worker processes. The default.</summary>
    Processes,

    /// <summary>On threads of this process: no isolation, nothing travels, arguments are not copied.</summary>
    Threads,

    /// <summary>One after the other, on one thread of this process: for debugging.</summary>
    Sequential,
}
