namespace Cluster.Coordinator.Execution;

/// <summary>Bytes of one repetition, counted where they move.</summary>
/// <param name="ToWorkers">Through connections, frame headers included.</param>
/// <param name="FromWorkers">Likewise.</param>
/// <param name="Shared">In segments that workers map.</param>
/// <param name="Serialized">Produced by element-wise encoding.</param>
internal sealed record ByteCounts(long ToWorkers, long FromWorkers, long Shared, long Serialized)
{
    internal static ByteCounts None { get; } = new(0, 0, 0, 0);
}
