namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>A stretch of a row of a timeline.</summary>
/// <param name="Name">In the legend and over it.</param>
/// <param name="Begin">In the timeline's unit.</param>
/// <param name="End">After <paramref name="Begin"/>.</param>
/// <param name="Color">0 to 9; −1 for what is left blank, such as waiting.</param>
/// <param name="Detail">More about it, over it; null for nothing.</param>
internal readonly record struct TimelinePart(string Name, double Begin, double End, int Color, string? Detail = null);
