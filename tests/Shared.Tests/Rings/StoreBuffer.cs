namespace Cluster.Tests.Rings;

/// <summary>What a processor has written and nobody else sees yet, oldest first.</summary>
/// <param name="Entries">A byte each: three bits of the word's number, five of its value.</param>
/// <param name="Count">Of entries; at most 8.</param>
internal readonly record struct StoreBuffer(ulong Entries, int Count)
{
    internal StoreBuffer Add(int word, int value) => new(Entries | ((ulong)((word << 5) | value) << (8 * Count)), Count + 1);

    internal (int Word, int Value) this[int index] => ((int)(Entries >> ((8 * index) + 5)) & 7, (int)(Entries >> (8 * index)) & 31);

    internal StoreBuffer Without(int index)
    {
        ulong below = Entries & ((1UL << (8 * index)) - 1);
        return new StoreBuffer(below | (Entries >> (8 * (index + 1)) << (8 * index)), Count - 1);
    }

    /// <summary>What this processor itself reads: its own last write, if there is one.</summary>
    internal int? Last(int word)
    {
        for (int i = Count - 1; i >= 0; i--)
            if (this[i].Word == word) return this[i].Value;
        return null;
    }
}
