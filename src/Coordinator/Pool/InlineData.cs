using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Coordinator.Pool;

/// <summary>The arrays of a job whose bytes travel through the connections.</summary>
/// <param name="Inputs">In this process's memory; read while chunks are sent.</param>
/// <param name="Output">Where a chunk's rows belong; null for a job that has no output array.</param>
internal sealed record InlineData(IReadOnlyList<MappedArray> Inputs, Func<Chunk, MemoryRange>? Output);
