namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>A part of a bar.</summary>
/// <param name="Name">In the legend and over it.</param>
/// <param name="Value">Its length.</param>
/// <param name="Color">0 to 9: the same name has the same colour in every chart of a page.</param>
internal readonly record struct Segment(string Name, double Value, int Color);
