namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>A value that is named in a chart, such as a percentile or a crossing.</summary>
/// <param name="Name">Beside its line, with the value.</param>
/// <param name="Value">On the chart's horizontal axis.</param>
internal readonly record struct Mark(string Name, double Value);
