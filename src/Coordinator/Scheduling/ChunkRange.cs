namespace Cluster.Coordinator.Scheduling;

/// <summary>Consecutive chunks.</summary>
/// <param name="First">Index of the first.</param>
/// <param name="Count">How many; at least 1.</param>
internal readonly record struct ChunkRange(int First, int Count)
{
    /// <summary>Index behind the last.</summary>
    public int End => First + Count;
}
