namespace Cluster.HandOut;

/// <summary>What is left of a block of chunks, in one word.</summary>
/// <remarks>
/// Only a hint where to look, <see cref="ChunkWord"/> decides: so a worker that dies after it has taken some here has taken nothing. The
/// end of the stage's
/// number stands with it, so that whoever was late takes nothing of a later stage.
/// <code>
///  63      48      24    0
///  | stage | front | end |
/// </code>
/// </remarks>
/// <param name="Bits">As in memory.</param>
internal readonly record struct BlockWord(long Bits)
{
    /// <summary>Chunks that can be numbered.</summary>
    internal const int MostChunks = (1 << 24) - 1;

    internal BlockWord(uint stage, int front, int end)
        : this((long)(((ulong)(ushort)stage << 48) | ((ulong)(uint)front << 24) | (uint)end))
    {
    }

    internal int Front => (int)(Bits >> 24) & MostChunks;

    internal int End => (int)Bits & MostChunks;

    internal int Left => Math.Max(0, End - Front);

    internal bool IsOf(uint stage) => (ushort)((ulong)Bits >> 48) == (ushort)stage;

    internal bool Holds(int chunk) => chunk >= Front && chunk < End;
}
