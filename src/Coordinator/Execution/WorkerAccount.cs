namespace Cluster.Coordinator.Execution;

/// <summary>One worker's part in a repetition.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ProcessId">The coordinator's own for a thread.</param>
/// <param name="Chunks">Computed.</param>
/// <param name="Ticks">By phase; they add up to <paramref name="Wall"/>.</param>
/// <param name="Wall">Ticks from the start of the repetition to the worker's report.</param>
internal sealed record WorkerAccount(int Id, int ProcessId, long Chunks, IReadOnlyList<long> Ticks, long Wall);
