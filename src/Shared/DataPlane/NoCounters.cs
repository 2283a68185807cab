using Cluster.Jobs;

namespace Cluster.DataPlane;

/// <summary>For jobs that have none.</summary>
internal sealed class NoCounters : IChunkCounters
{
    public static NoCounters Instance { get; } = new();

    public SharedCounters Begin(int worker) => default;

    public ReadOnlySpan<byte> Finish() => default;

    public void Dispose()
    {
    }
}
