namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What it costs to move the data of a chunk of one size.</summary>
/// <param name="Bytes">Of the arrays, before they are encoded.</param>
/// <param name="Alone">Seconds, with one worker.</param>
/// <param name="Processor">Seconds of processor time, coordinator and worker together, with as many workers as cores.</param>
internal readonly record struct MovePoint(long Bytes, Estimate Alone, Estimate Processor);
