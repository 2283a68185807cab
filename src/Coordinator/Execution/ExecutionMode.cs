namespace Cluster.Coordinator.Execution;

/// <summary>Where chunks are computed and how their data gets there.</summary>
internal enum ExecutionMode
{
    /// <summary>One after the other on one thread: the baseline.</summary>
    Sequential,

    /// <summary>Threads of this process over its own memory.</summary>
    Threads,

    /// <summary>Worker processes; each chunk's data is copied through a named pipe.</summary>
    Pipe,

    /// <summary>Worker processes that map the data.</summary>
    Shared,
}
