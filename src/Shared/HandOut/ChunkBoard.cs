using System.Runtime.InteropServices;
using Cluster.Memory;

namespace Cluster.HandOut;

/// <summary>Memory in which the chunks of a job lie out for the workers to take, stage after stage.</summary>
/// <remarks>
/// The coordinator owns the segment, one for each open job; every worker maps it for writing. Two ends work on it,
/// <see cref="BoardOwner"/> and
/// <see cref="BoardWorker"/>; this one only knows where things are. Every access is inside of the mapping, whatever anybody has written
/// there.
///
/// A stage begins as a whole: the sequence is odd while it is being written, and the doubled number of the stage afterwards (a seqlock).
/// Then chunks change
/// hands by one compare-and-swap each on the chunk's own word, which is the only truth: <c>Open → Claimed(worker) → Done</c>. Whatever a
/// worker has looked up
/// or reserved before that swap is a hint and costs nothing when it dies. The coordinator finds what a dead worker had by its name in
/// those words.
/// </remarks>
/// <param name="memory">Mapped for writing, at least <see cref="BoardLayout.Length"/> bytes.</param>
/// <param name="layout">Of the board.</param>
internal sealed class ChunkBoard(MappedMemory memory, BoardLayout layout)
{
    internal BoardLayout Layout => layout;

    /// <summary>
    /// Tells it from every other one: a worker that comes late is given a descriptor's number, which may be another segment's when it gets to open it.
    /// </summary>
    internal long Key => Word(BoardLayout.Key);

    /// <summary>A word of the board.</summary>
    internal ref long Word(long offset) => ref MemoryMarshal.AsRef<long>(memory.Write(offset, sizeof(long)));

    /// <summary>Bytes of the board.</summary>
    internal Span<byte> Bytes(long offset, int length) => memory.Write(offset, length);

    /// <summary>Who has a chunk. What it says of the chunk's partial is there, too.</summary>
    internal ChunkWord Read(int chunk) => new(Volatile.Read(ref Word(layout.Chunk(chunk))));

    /// <summary>Changes who has a chunk, if nobody else has.</summary>
    internal bool TryChange(int chunk, ChunkWord from, ChunkWord to)
    {
        ref long word = ref Word(layout.Chunk(chunk));
        return Interlocked.CompareExchange(ref word, to.Bits, from.Bits) == from.Bits;
    }

    /// <summary>Changes who has a chunk; everything written before is there for whoever reads it.</summary>
    internal void Change(int chunk, ChunkWord to) => Volatile.Write(ref Word(layout.Chunk(chunk)), to.Bits);

    /// <summary>What is left of a block.</summary>
    internal BlockWord Block(int place) => new(Volatile.Read(ref Word(layout.Block(place))));

    /// <summary>Changes what is left of a block, if nobody else has.</summary>
    internal bool TryChange(int place, BlockWord from, BlockWord to)
    {
        ref long word = ref Word(layout.Block(place));
        return Interlocked.CompareExchange(ref word, to.Bits, from.Bits) == from.Bits;
    }
}
