using Cluster.Coordinator.Reporting;

namespace Cluster.Coordinator.Cli.Options;

/// <summary>What one call of <c>report</c> is to do.</summary>
/// <param name="Out">File to write; null for standard output.</param>
/// <param name="Format">What it is to look like.</param>
/// <param name="Jobs">Names, each once.</param>
/// <param name="Parts">Of <c>measure</c>, each once; may be none.</param>
/// <param name="From">File with the data of an earlier report, to show instead of measuring; null to measure.</param>
/// <param name="Baseline">File with the data of a report to compare with; null for none.</param>
/// <param name="Quick">Smaller data, fewer repetitions.</param>
/// <param name="Workers">Null if the configuration has a say.</param>
/// <param name="Timeout">From the start of the verb; null for no limit.</param>
internal sealed record ReportSettings(
    string? Out, ReportFormat Format, IReadOnlyList<string> Jobs, IReadOnlyList<string> Parts, string? From,
    string? Baseline, bool Quick, int? Workers, TimeSpan? Timeout, bool Quiet, bool Verbose);
