namespace Cluster.Demonstrations.Deadlock;

/// <summary>In which order a philosopher takes the two forks.</summary>
internal enum Manner
{
    /// <summary>The mistake: the left one, then the right one. If all have taken the left one, each waits for the next.</summary>
    LeftFirst,

    /// <summary>
    /// The cure: the one with the lower number, then the other. Nobody who holds a fork waits for one with a lower number, so no circle
    /// can close.
    /// </summary>
    LowestFirst,
}
