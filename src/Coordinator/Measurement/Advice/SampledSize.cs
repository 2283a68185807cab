namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a chunk of a job costs at one value of its size option.</summary>
/// <param name="Size">Value of the option.</param>
/// <param name="Slices">Of a full chunk at that size.</param>
/// <param name="Costs">Of a full chunk.</param>
internal sealed record SampledSize(long Size, long Slices, ChunkCosts Costs);
