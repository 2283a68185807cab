namespace Cluster.Coordinator.Demonstrations.NoReturn;

/// <summary>What was filled of a matrix.</summary>
/// <param name="Values">Cells that are not zero, in this process's matrix and in those of the workers.</param>
/// <param name="Sum">Of all cells, as the workers report it.</param>
internal sealed record Filled(OwnValues Values, double Sum);
