using System.Buffers.Binary;
using Cluster.Jobs;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A reduction that takes each chunk once, in order, with the partial that belongs to it.</summary>
internal sealed class OrderedChunks : IReduction
{
    /// <summary>Chunks added.</summary>
    internal int Added { get; private set; }

    public JobResult Result { get; } = new([]);

    /// <summary>What a chunk yields.</summary>
    internal static byte[] PartialOf(int chunk)
    {
        byte[] partial = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(partial, 3 * chunk);
        return partial;
    }

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        if (chunk.Index != Added) throw new InvalidOperationException($"chunk {chunk.Index} was added in place of {Added}");
        if (!partial.SequenceEqual(PartialOf(chunk.Index)))
            throw new InvalidOperationException($"chunk {chunk.Index} was added with another's partial");
        Added++;
    }

    public byte[]? CompleteStage() => null;
}
