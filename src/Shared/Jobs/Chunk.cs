namespace Cluster.Jobs;

/// <summary>A fixed part of the input: the unit of work, of retry and of reduction.</summary>
/// <param name="Index">Position in the reduction.</param>
/// <param name="Start">First slice.</param>
/// <param name="Count">Slices.</param>
/// <param name="Step">Distance between neighbouring slices; 1 when the chunk is contiguous.</param>
public readonly record struct Chunk(int Index, long Start, long Count, long Step);
