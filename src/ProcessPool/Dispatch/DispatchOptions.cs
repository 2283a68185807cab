namespace Cluster.Dispatch;

/// <summary>What a dispatcher is told once.</summary>
internal sealed record DispatchOptions
{
    /// <summary>Places at the beginning.</summary>
    internal required int Workers { get; init; }

    /// <summary>How long a cancelled task may go on before its worker is killed.</summary>
    internal TimeSpan CancelGrace { get; init; }

    /// <summary>How long a worker may have nothing to do; null for any time.</summary>
    internal TimeSpan? IdleTimeout { get; init; }

    /// <summary>Private memory that a worker may have while a task runs, in bytes; null for any.</summary>
    internal long? MemoryLimit { get; init; }

    /// <summary>Tasks after which a worker is replaced; null for never.</summary>
    internal long? RecycleAfterTasks { get; init; }

    /// <summary>Private memory that a worker may keep between tasks, in bytes; null for any.</summary>
    internal long? RecycleAboveBytes { get; init; }

    /// <summary>Makes a call that every worker runs first; it is told how that ended. Null for none.</summary>
    internal Func<Action<Exception?>, Call>? Initializer { get; init; }
}
