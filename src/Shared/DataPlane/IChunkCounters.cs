using Cluster.Jobs;

namespace Cluster.DataPlane;

/// <summary>Where chunks count, and how that gets to where the counts of all are.</summary>
/// <remarks>In memory that all chunks have in common, or in a copy for each that travels with its partial.</remarks>
internal interface IChunkCounters : IDisposable
{
    /// <summary>What the next chunk counts in; valid until it is done.</summary>
    SharedCounters Begin(int worker);

    /// <summary>The chunk is done; its partial has not been sent yet.</summary>
    /// <returns>What is to travel with the partial, 8 bytes per counter, or nothing. Valid until the next <see cref="Begin"/>.</returns>
    ReadOnlySpan<byte> Finish();
}
