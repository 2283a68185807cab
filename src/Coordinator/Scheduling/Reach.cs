namespace Cluster.Coordinator.Scheduling;

/// <summary>Which chunks a worker may be given, where their data travels to it and stays.</summary>
/// <remarks>Each includes the ones before it.</remarks>
internal enum Reach
{
    /// <summary>Those whose data the worker has.</summary>
    Held,

    /// <summary>Those of its own block.</summary>
    Own,

    /// <summary>Any.</summary>
    All,
}
