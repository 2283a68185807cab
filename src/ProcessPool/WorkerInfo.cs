namespace Cluster;

/// <summary>A worker of a pool.</summary>
/// <param name="Id">Its number, from 0.</param>
/// <param name="ProcessId">Of its process.</param>
/// <param name="TasksDone">Tasks that have ended in it.</param>
public readonly record struct WorkerInfo(int Id, int ProcessId, long TasksDone)
{
    /// <summary>The function that it is running at this moment; <see langword="null"/> if it is running none.</summary>
    public string? Function { get; init; }

    /// <summary>How long that task has been running; zero if none is.</summary>
    public TimeSpan Elapsed { get; init; }
}
