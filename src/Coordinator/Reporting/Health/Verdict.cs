namespace Cluster.Coordinator.Reporting.Health;

internal enum Verdict
{
    Ok,

    /// <summary>Works, but could be better.</summary>
    Note,

    /// <summary>Keeps runs from working.</summary>
    Problem,
}
