using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.DataPlane;

/// <summary>For jobs whose chunks yield partials only.</summary>
internal sealed class NoOutput : IChunkOutput
{
    public static NoOutput Instance { get; } = new();

    public OutputView Begin(in Chunk chunk, PhaseClock clock) => default;

    public void Finish(in Chunk chunk, PhaseClock clock)
    {
    }

    public void Dispose()
    {
    }
}
