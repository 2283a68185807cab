using Cluster.Diagnostics;

namespace Cluster.Coordinator.Execution;

/// <summary>One worker's part in a repetition.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ProcessId">The coordinator's own for a thread.</param>
/// <param name="Chunks">Computed.</param>
/// <param name="Ticks">By phase; they add up to <paramref name="Wall"/>.</param>
/// <param name="Wall">Ticks from the start of the repetition to the worker's report.</param>
internal sealed record WorkerAccount(int Id, int ProcessId, long Chunks, IReadOnlyList<long> Ticks, long Wall)
{
    /// <summary>What it did when, without gap or overlap, if a trace was asked for.</summary>
    public IReadOnlyList<TraceSlice> Slices { get; init; } = [];

    /// <summary>What the coordinator encoded for it when, if a trace was asked for.</summary>
    public IReadOnlyList<TraceSlice> Encoding { get; init; } = [];

    /// <summary>Slices that were too many to keep.</summary>
    public long SlicesDropped { get; init; }
}
