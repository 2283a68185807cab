using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Reporting;

/// <summary>All that a report is made of.</summary>
/// <param name="Quick">Smaller data and fewer repetitions: for a look, not for a record.</param>
/// <param name="Machine">That it was measured on.</param>
/// <param name="Jobs">In the order in which they are shown.</param>
/// <param name="Parts">Of <c>measure</c>.</param>
/// <param name="Traced">A run of an iterative job that recorded what happened when; null for none.</param>
/// <param name="Gaps">What could not be measured.</param>
internal sealed record ReportData(
    bool Quick, Machine Machine, IReadOnlyList<JobReport> Jobs, IReadOnlyList<MeasuredPart> Parts, RunOutcome? Traced,
    IReadOnlyList<ReportGap> Gaps);
