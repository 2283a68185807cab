namespace Cluster.HandOut;

/// <summary>Who has a chunk, in one word, so that it changes hands in one step.</summary>
/// <remarks>
/// <code>
///  63      32      24     8       0
///  | stage | 0     | place | state |
/// </code>
/// </remarks>
/// <param name="Bits">As in memory.</param>
internal readonly record struct ChunkWord(long Bits)
{
    internal ChunkWord(uint stage, int place, ChunkState state)
        : this((long)(((ulong)stage << 32) | ((ulong)(uint)place << 8) | (ulong)(uint)state))
    {
    }

    internal uint Stage => (uint)((ulong)Bits >> 32);

    internal int Place => (int)((uint)Bits >> 8);

    /// <summary>Not one of the enumeration's where a worker has written what it must not.</summary>
    internal ChunkState State => (ChunkState)(Bits & 0xff);

    /// <summary>Whether a worker that is in <paramref name="stage"/> may claim it.</summary>
    internal bool IsOpenIn(uint stage) => Stage < stage || (Stage == stage && State == ChunkState.Open);

    internal bool Is(uint stage, ChunkState state) => Stage == stage && State == state;
}
