using Cluster.Diagnostics;

namespace Cluster.Coordinator.Execution;

/// <summary>What one thread or process did, or what a run went through: neither its spans nor its slices overlap.</summary>
/// <param name="ProcessId">Of the process that it happened in.</param>
/// <param name="Name">As it is shown.</param>
internal sealed record TraceRow(int ProcessId, string Name)
{
    /// <summary>Parts with names of their own.</summary>
    public List<TraceSpan> Spans { get; } = [];

    /// <summary>Parts that are phases.</summary>
    public List<TraceSlice> Slices { get; } = [];
}
