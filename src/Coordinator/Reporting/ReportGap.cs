namespace Cluster.Coordinator.Reporting;

/// <summary>What a report was to have and has not.</summary>
/// <param name="What">A job, a part of <c>measure</c>, <c>advice on</c> a job, or the timeline.</param>
/// <param name="Why">What went wrong, with what to do about it where that is known.</param>
internal sealed record ReportGap(string What, string Why);
