namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">In the legend and over each point.</param>
/// <param name="Points">In the order in which they are joined.</param>
/// <param name="IsReference">A dashed line to compare with, such as an ideal or a ceiling, without points of its own.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsReference = false);
