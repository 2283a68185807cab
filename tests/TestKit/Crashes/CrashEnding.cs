namespace Cluster.TestKit.Crashes;

/// <summary>What a user sees of workers that failed.</summary>
public enum CrashEnding
{
    /// <summary>The result, bit by bit what it is without the fault.</summary>
    SameResult,

    /// <summary>The pool does not start.</summary>
    StartFailed,

    /// <summary>The job fails with the exception of its own code.</summary>
    JobFailed,

    /// <summary>The job fails: its chunk was given up, which is named.</summary>
    ChunkAbandoned,

    /// <summary>Workers keep ending before they finish anything.</summary>
    PoolBroken,

    /// <summary>That task fails with its own exception.</summary>
    TaskThrew,

    /// <summary>That task fails: its worker was lost.</summary>
    TaskLost,

    /// <summary>That task fails: it was past its limit.</summary>
    TaskTimedOut,
}
