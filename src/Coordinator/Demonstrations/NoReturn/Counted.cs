namespace Cluster.Coordinator.Demonstrations.NoReturn;

/// <summary>What tasks counted.</summary>
/// <param name="Values">Of the global counter, in this process and in the workers.</param>
/// <param name="Returned">By adding up what the tasks returned.</param>
/// <param name="FinishedAtStart">Whether the run was over when its start had returned.</param>
internal sealed record Counted(OwnValues Values, long Returned, bool FinishedAtStart);
