using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;

namespace Cluster.Coordinator.Reporting;

/// <summary>What a report says of one job.</summary>
/// <param name="Comparison">All modes at the same number of workers.</param>
/// <param name="Scaling">The parallel modes at several numbers of workers.</param>
/// <param name="Advice">What was predicted for it; null where it was not.</param>
internal sealed record JobReport(Comparison Comparison, IReadOnlyList<RunOutcome> Scaling, JobAdvice? Advice = null);
