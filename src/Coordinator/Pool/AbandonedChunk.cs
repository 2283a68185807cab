using Cluster.Faults;

namespace Cluster.Coordinator.Pool;

/// <summary>A chunk that is computed no more, because each worker that tried was lost.</summary>
/// <param name="Chunk">Its number.</param>
/// <param name="Lost">Those workers, by process id.</param>
/// <param name="Last">How the last of them ended.</param>
internal sealed record AbandonedChunk(int Chunk, IReadOnlyList<int> Lost, FaultInfo Last);
