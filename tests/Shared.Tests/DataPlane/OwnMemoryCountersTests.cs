using Cluster.DataPlane;
using Cluster.DataPlane.Mapped;
using Cluster.Memory;

namespace Cluster.Tests.DataPlane;

/// <summary>Memory of this very process, as threads use it.</summary>
public sealed class OwnMemoryCountersTests : ChunkCountersConformance
{
    private protected override IChunkCounters Open(SharedSegment segment, int count) => new MappedCounters(count, segment.Memory.Address);
}
