using System.Runtime.InteropServices;

namespace Cluster.Numerics;

/// <summary>Makes elements of a distribution out of the words of a random stream.</summary>
/// <remarks>
/// Element i comes from group i / 16 of the stream. A request that starts or ends inside a group makes the whole group and keeps its
/// part, so any split of a range gives the same elements.
/// </remarks>
public abstract class RandomElements(ulong seed, uint stream) : IElementGenerator
{
    private const int Group = Philox4x32.GroupWords;

    // 8 KiB: words are made and turned into elements while they are in the first-level cache.
    private const int BatchWords = 64 * Group;

    private readonly Philox4x32 _stream = new(seed, stream);

    /// <inheritdoc/>
    public void Fill(long first, Span<double> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        Span<double> rest = destination;
        (long group, int skip) = ((first / Group), (int)(first % Group));
        if (skip != 0)
        {
            int taken = FillPart(group++, skip, rest);
            rest = rest[taken..];
        }

        while (rest.Length >= Group)
        {
            Span<double> batch = rest[..Math.Min(BatchWords, rest.Length / Group * Group)];
            FillGroups(group, batch);
            group += batch.Length / Group;
            rest = rest[batch.Length..];
        }

        if (!rest.IsEmpty) FillPart(group, 0, rest);
    }

    /// <summary>Turns each group of words into as many elements, in place. An element may depend on its own group only.</summary>
    /// <param name="groups">Whole groups, holding words; on return, elements.</param>
    protected abstract void Transform(Span<double> groups);

    private int FillPart(long group, int skip, Span<double> destination)
    {
        Span<double> elements = stackalloc double[Group];
        FillGroups(group, elements);
        int taken = Math.Min(Group - skip, destination.Length);
        elements.Slice(skip, taken).CopyTo(destination);
        return taken;
    }

    private void FillGroups(long group, Span<double> destination)
    {
        _stream.Fill(group, MemoryMarshal.Cast<double, ulong>(destination));
        Transform(destination);
    }
}
