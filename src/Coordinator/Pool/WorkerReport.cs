using Cluster.Diagnostics;
using Cluster.Protocol.Messages;

namespace Cluster.Coordinator.Pool;

/// <summary>What one process says of its part in a repetition.</summary>
/// <param name="Id">Its place in the pool, which another may have had before it.</param>
/// <param name="ProcessId">Its own.</param>
/// <param name="IsNew">Whether it was started within the repetition.</param>
/// <param name="Phases">From the start of the repetition, or its own if that is later, to its report.</param>
/// <param name="Ending">Ticks from the report to the end of a process that was recycled; 0 for one that is still there.</param>
internal sealed record WorkerReport(int Id, int ProcessId, bool IsNew, PhaseReport Phases, long Ending = 0)
{
    /// <summary>What it did when, if it was told to record.</summary>
    public IReadOnlyList<TraceSlice> Slices { get; init; } = [];

    /// <summary>Slices that it did not keep.</summary>
    public long SlicesDropped { get; init; }

    /// <summary>What was encoded for it when, if that was to be recorded.</summary>
    public IReadOnlyList<TraceSlice> Encoding { get; init; } = [];
}
