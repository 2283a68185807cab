using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>What <see cref="IJob.Map"/> sees. Valid until it returns.</summary>
/// <param name="chunk">To compute.</param>
/// <param name="inputs">One view per declared input.</param>
/// <param name="state">Of the stage.</param>
/// <param name="output">The chunk's slices of the output.</param>
/// <param name="counters">That all chunks have in common.</param>
/// <param name="worker">Index of the thread or process that computes it.</param>
public readonly ref struct MapContext(
    Chunk chunk, ReadOnlySpan<ArrayView> inputs, ReadOnlySpan<byte> state, OutputView output = default, SharedCounters counters = default,
    int worker = 0)
{
    /// <summary>The one to compute.</summary>
    public Chunk Chunk { get; } = chunk;

    /// <summary>One view per declared input: the chunk's slices of a sliced one, all of a broadcast one.</summary>
    public ReadOnlySpan<ArrayView> Inputs { get; } = inputs;

    /// <summary>What the previous stage's reduction left for this one; empty in the first.</summary>
    public ReadOnlySpan<byte> State { get; } = state;

    /// <summary>The chunk's own slices of <see cref="IJob.Output"/>; empty for a job that has none.</summary>
    public OutputView Output { get; } = output;

    /// <summary>The counters that all chunks have in common; none for a job that has not declared any.</summary>
    public SharedCounters Counters { get; } = counters;

    /// <summary>
    /// Index of the thread or process that computes the chunk: at least 0, less than the number of workers, never the same in two that compute
    /// at the same time. It says where to count, and must not show in a result: which worker computes a chunk is chance.
    /// </summary>
    public int Worker { get; } = worker;
}
