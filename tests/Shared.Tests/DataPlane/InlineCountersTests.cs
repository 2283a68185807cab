using Cluster.DataPlane;
using Cluster.DataPlane.Inline;
using Cluster.Memory;

namespace Cluster.Tests.DataPlane;

/// <summary>A copy for each chunk, which travels with its partial.</summary>
public sealed class InlineCountersTests : ChunkCountersConformance
{
    private protected override IChunkCounters Open(SharedSegment segment, int count) => new InlineCounters(count);
}
