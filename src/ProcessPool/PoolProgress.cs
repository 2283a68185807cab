namespace Cluster;

/// <summary>How far a map is.</summary>
/// <param name="Submitted">Inputs taken from the source so far.</param>
/// <param name="Completed">Tasks that have ended, well or not.</param>
public readonly record struct PoolProgress(long Submitted, long Completed);
