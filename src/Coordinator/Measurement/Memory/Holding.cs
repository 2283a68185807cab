namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>What workers hold of a data set.</summary>
internal enum Holding
{
    /// <summary>Nothing: what a process takes by itself.</summary>
    Nothing,

    /// <summary>All of it, each for itself: sent through the pipe to every worker.</summary>
    Copies,

    /// <summary>Each its own part: sent through the pipe once, and resident.</summary>
    Parts,

    /// <summary>All of it, mapped.</summary>
    Shared,
}
