using Cluster.Coordinator.Reporting.Health;

namespace Cluster.Coordinator.Cli.Doctor;

/// <summary>All checks, in the order of the report.</summary>
internal static class Checkup
{
    internal static IReadOnlyList<Finding> Run() => [];
}
