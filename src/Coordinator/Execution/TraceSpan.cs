namespace Cluster.Coordinator.Execution;

/// <summary>A named stretch of a run: a repetition, a stage.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Begin">Ticks of the machine's monotonic clock.</param>
/// <param name="End">Ticks.</param>
internal readonly record struct TraceSpan(string Name, long Begin, long End);
