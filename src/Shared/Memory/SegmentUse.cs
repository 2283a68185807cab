namespace Cluster.Memory;

/// <summary>What a segment is for, as far as its memory depends on it.</summary>
/// <param name="Pages">How it is to come by pages of 2 MiB, if it is large.</param>
/// <param name="IsSealed">
/// Whether it is filled here, sealed, and then only read. Memory that cannot be sealed is for this alone, unless it was asked for.
/// </param>
internal readonly record struct SegmentUse(HugePageChoice Pages, bool IsSealed = false)
{
    /// <summary>Written by workers, too; pages as the environment says.</summary>
    internal static SegmentUse Any => new(HugePageWords.OfEnvironment);
}
