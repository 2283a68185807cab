namespace Cluster.Dispatch;

/// <summary>How many workers of a pool have something to do.</summary>
/// <remarks>Changed under the dispatcher's gate, read by any thread.</remarks>
internal sealed class BusyWorkers
{
    private volatile int _count;

    /// <summary>Whether there are more cores than that.</summary>
    internal bool LeavesACore => _count < Environment.ProcessorCount;

    internal void Enter() => _count++;

    internal void Leave() => _count--;
}
