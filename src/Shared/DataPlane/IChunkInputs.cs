using Cluster.Diagnostics;
using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.DataPlane;

/// <summary>How the inputs of a chunk reach the code that computes it.</summary>
/// <remarks>
/// Three mechanisms, one contract: copies that come through the connection (<c>Inline</c>), memory of the coordinator mapped into a worker,
/// and memory of this very process (both <c>Mapped</c>). Conformance tests hold all of them to the same bits.
/// </remarks>
internal interface IChunkInputs : IDisposable
{
    /// <summary>Brings the inputs of <paramref name="chunk"/> into reach.</summary>
    /// <param name="chunk">Of the plan that the inputs were made for.</param>
    /// <param name="views">One per input; filled in. Valid until the next call for the same instance on the same thread.</param>
    /// <param name="clock">The caller's; entered into whatever phases this takes, and left in the last of them.</param>
    void Resolve(in Chunk chunk, Span<ArrayView> views, PhaseClock clock);

    /// <summary>A new repetition begins: counts start anew, and data that was sent for the last one is dropped.</summary>
    void BeginRepetition()
    {
    }
}
