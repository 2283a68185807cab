using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Reporting;

/// <summary>What a report says of one job.</summary>
/// <param name="Comparison">All modes at the same number of workers.</param>
/// <param name="Scaling">The parallel modes at several numbers of workers.</param>
internal sealed record JobReport(Comparison Comparison, IReadOnlyList<RunOutcome> Scaling);
