namespace Cluster.Diagnostics;

/// <summary>A stretch of one thread's time in one phase.</summary>
/// <param name="Phase">What it did.</param>
/// <param name="Begin">Ticks of the machine's monotonic clock, which all its processes read alike.</param>
/// <param name="End">Ticks; after <paramref name="Begin"/>.</param>
/// <param name="Chunk">The chunk it was at, or −1.</param>
internal readonly record struct TraceSlice(Phase Phase, long Begin, long End, int Chunk);
