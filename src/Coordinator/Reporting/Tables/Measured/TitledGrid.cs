namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>Figures that belong together, and the line above them.</summary>
/// <param name="Title">Empty for none.</param>
/// <param name="Grid">Null where the line says why there is nothing.</param>
internal sealed record TitledGrid(string Title, Grid? Grid);
