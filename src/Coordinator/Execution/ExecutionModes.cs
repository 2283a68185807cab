namespace Cluster.Coordinator.Execution;

/// <summary>Facts about each <see cref="ExecutionMode"/>.</summary>
internal static class ExecutionModes
{
    /// <summary>As on the command line and in JSON.</summary>
    internal static string Word(this ExecutionMode mode) => mode switch
    {
        ExecutionMode.Sequential => "sequential",
        ExecutionMode.Threads => "threads",
        ExecutionMode.Pipe => "pipe",
        _ => "shared",
    };

    internal static bool UsesProcesses(this ExecutionMode mode) => mode is ExecutionMode.Pipe or ExecutionMode.Shared;
}
