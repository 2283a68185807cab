using Cluster.DataPlane;
using Cluster.DataPlane.Mapped;
using Cluster.Memory;

namespace Cluster.Tests.DataPlane;

/// <summary>A segment that each worker has mapped for itself.</summary>
public sealed class AttachedSegmentCountersTests : ChunkCountersConformance
{
    private protected override IChunkCounters Open(SharedSegment segment, int count)
    {
        MappedMemory mapping = AttachedSegment.Attach(segment.Handle, writable: true);
        return new MappedCounters(count, mapping.Address, mapping);
    }
}
