namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What comes on top of a stage whose chunks are computed and handed out: telling the workers, waking them, noticing the end.</summary>
/// <remarks>
/// In a long stage it may be more than in a short one: which core a thread wakes on is the kernel's choice, and it takes a few milliseconds to correct it.
/// </remarks>
/// <param name="Short">Seconds, for a stage of <see cref="ShortSeconds"/> and less.</param>
/// <param name="Long">Seconds, for a stage of <see cref="LongSeconds"/> and more.</param>
internal sealed record StageCosts(Estimate Short, Estimate Long)
{
    internal const double ShortSeconds = 0.0002;
    internal const double LongSeconds = 0.005;

    /// <summary>For a stage of that length; between the two on a line.</summary>
    internal Estimate At(double seconds) => Short.Towards(Long, Math.Clamp((seconds - ShortSeconds) / (LongSeconds - ShortSeconds), 0, 1));
}
