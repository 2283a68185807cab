namespace Cluster.Jobs;

/// <summary>How the slices of the input are cut into chunks.</summary>
/// <remarks>
/// A function of the job and its input only, never of the number of workers or of timing: this is what makes results bit-identical.
/// <code>
/// contiguous, size 3 of 8:   0 0 0 1 1 1 2 2
/// strided,    3 of 8:        0 1 2 0 1 2 0 1
/// </code>
/// </remarks>
public sealed record ChunkPlan
{
    private ChunkPlan(long total, long size, int count, bool strided) =>
        (Total, Size, Count, IsStrided) = (total, size, count, strided);

    /// <summary>Slices in all.</summary>
    public long Total { get; }

    /// <summary>Slices of each chunk but the last ones, which may have fewer.</summary>
    public long Size { get; }

    /// <summary>Chunks; 0 for an empty input.</summary>
    public int Count { get; }

    /// <summary>True when chunk k holds slices k, k + Count, k + 2·Count …</summary>
    public bool IsStrided { get; }

    /// <summary>One of the chunks.</summary>
    public Chunk this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return IsStrided
                ? new Chunk(index, index, ((Total - index - 1) / Count) + 1, Count)
                : new Chunk(index, index * Size, Math.Min(Size, Total - (index * Size)), 1);
        }
    }

    /// <summary>Adjacent ranges of <paramref name="size"/> slices.</summary>
    /// <exception cref="OverflowException">There would be more than 2³¹ − 1 chunks.</exception>
    public static ChunkPlan Contiguous(long total, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new ChunkPlan(total, size, CountOf(total, size), strided: false);
    }

    /// <summary>Every n-th slice, with n chosen so that no chunk has more than <paramref name="size"/>.</summary>
    /// <exception cref="OverflowException">There would be more than 2³¹ − 1 chunks.</exception>
    public static ChunkPlan Strided(long total, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new ChunkPlan(total, size, CountOf(total, size), strided: true);
    }

    private static int CountOf(long total, long size) => checked((int)((total / size) + (total % size == 0 ? 0 : 1)));
}
