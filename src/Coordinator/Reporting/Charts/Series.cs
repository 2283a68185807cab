namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">In the legend and over each point.</param>
/// <param name="Points">In the order in which they are joined.</param>
/// <param name="Color">0 to 9; the marks of its points differ with it, since not everybody sees colours.</param>
/// <param name="Kind">How it is drawn.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, int Color, SeriesKind Kind = SeriesKind.Line);
