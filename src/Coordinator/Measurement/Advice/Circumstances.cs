using Cluster.Serialization;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a prediction is for: this machine or one with other figures, and how data is moved there.</summary>
/// <param name="Cores">Of the machine.</param>
/// <param name="BytesPerSecond">That its memory delivers at most; null for what was measured here.</param>
/// <param name="Codec">In mode pipe.</param>
internal sealed record Circumstances(int Cores, double? BytesPerSecond, ChunkCodec Codec);
