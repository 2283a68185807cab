using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.DataPlane;

/// <summary>How the slices that a chunk writes get to where the output array is.</summary>
/// <remarks>The counterpart of <see cref="IChunkInputs"/>: in place, in memory that both see, or copied through the connection.</remarks>
internal interface IChunkOutput : IDisposable
{
    /// <summary>Where <paramref name="chunk"/> writes. Not zeroed; valid until <see cref="Finish"/>.</summary>
    OutputView Begin(in Chunk chunk, PhaseClock clock);

    /// <summary>The chunk is written; its partial has not been sent yet.</summary>
    void Finish(in Chunk chunk, PhaseClock clock);
}
