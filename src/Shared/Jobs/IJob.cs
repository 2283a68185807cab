using Cluster.Numerics;

namespace Cluster.Jobs;

/// <summary>What is computed: a map over chunks and an ordered reduction, in one or several stages.</summary>
/// <remarks>
/// Written once, run unchanged in every mode. Coordinator and workers each create their own instance from the same parameters and
/// input layouts, so an instance holds nothing that is not derived from those. <see cref="Map"/> may be called from several threads at a time;
/// it reads its input, writes its partial, counts in its counters and does nothing else: no I/O, no clock, no randomness but counter-based
/// streams.
/// </remarks>
public interface IJob
{
    /// <summary>Cuts the input; <paramref name="chunkSize"/> in slices, or null for the job's own choice.</summary>
    ChunkPlan Plan(long? chunkSize);

    /// <summary>Bytes of the partial that <see cref="Map"/> fills for this chunk; the most that it may take where that depends on the data.</summary>
    int PartialSize(in Chunk chunk);

    /// <summary>
    /// How much of a partial says something, from its start on: asked after <see cref="Map"/>, and the rest is neither sent nor reduced. All of it,
    /// unless a job says otherwise.
    /// </summary>
    /// <param name="partial">As <see cref="Map"/> left it.</param>
    int PartialLength(ReadOnlySpan<byte> partial) => partial.Length;

    /// <summary>
    /// The array that chunks fill in place, or null. It has as many slices as the plan, and a chunk of the plan writes its own slices and no others.
    /// </summary>
    ArrayLayout? Output => null;

    /// <summary>
    /// How many 64-bit counters all chunks of a run have in common; at most <see cref="SharedCounters.MostCounters"/>. They are 0 when a
    /// repetition begins, and the reduction sees them at the end of each stage. In mode <c>pipe</c>, where processes have no memory in common,
    /// every chunk counts in a copy of its own that begins at 0; the copies are added up.
    /// </summary>
    int Counters => 0;

    /// <summary>Whether it has several stages over the same input, so that data is worth keeping where it is.</summary>
    bool IsIterative => false;

    /// <summary>How many stages a run has; null where that depends on the data.</summary>
    long? StageCount => IsIterative ? null : 1;

    /// <summary>Computes one chunk.</summary>
    /// <param name="context">The chunk, what it sees of each input, and the state of the stage.</param>
    /// <param name="partial">Exactly <see cref="PartialSize"/> bytes, zeroed; 8-byte aligned.</param>
    void Map(in MapContext context, Span<byte> partial);

    /// <summary>Begins the reduction of one run.</summary>
    IReduction StartReduction(ChunkPlan plan);
}
