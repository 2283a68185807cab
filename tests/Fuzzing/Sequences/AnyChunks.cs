using Cluster.Jobs;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A reduction that takes each chunk once, in order, whatever its partial is: another worker may have written there.</summary>
internal sealed class AnyChunks : IReduction
{
    /// <summary>Chunks added.</summary>
    internal int Added { get; private set; }

    /// <summary>How many of them came with the partial that belongs to them.</summary>
    internal int Right { get; private set; }

    public JobResult Result { get; } = new([]);

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        if (chunk.Index != Added) throw new InvalidOperationException($"chunk {chunk.Index} was added in place of {Added}");
        Added++;
        if (partial.SequenceEqual(OrderedChunks.PartialOf(chunk.Index))) Right++;
    }

    public byte[]? CompleteStage() => null;
}
