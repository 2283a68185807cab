namespace Cluster.Processes;

/// <summary>A directory that has the name of a run directory.</summary>
/// <param name="Path">Where.</param>
/// <param name="KeptBecause">Why it stays; null if it may go, or is gone.</param>
internal sealed record RunLeftover(string Path, string? KeptBecause = null);
