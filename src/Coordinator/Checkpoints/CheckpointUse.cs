namespace Cluster.Coordinator.Checkpoints;

/// <summary>What a checkpoint was to a run.</summary>
/// <param name="File">Its path.</param>
/// <param name="Resumed">Chunks that were not computed because they were in it.</param>
/// <param name="Chunks">Of all stages together.</param>
internal sealed record CheckpointUse(string File, long Resumed, long Chunks);
