namespace Cluster;

/// <summary>Where a task is.</summary>
public enum PoolTaskState
{
    /// <summary>Nobody has begun it.</summary>
    Waiting,

    /// <summary>A worker is at it.</summary>
    Running,

    /// <summary>It has returned.</summary>
    Succeeded,

    /// <summary>It threw, or was lost, or took too long.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Canceled,
}
