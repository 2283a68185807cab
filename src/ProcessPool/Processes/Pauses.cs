using System.Diagnostics;

namespace Cluster.Processes;

/// <summary>Knows when this process did not run: it was stopped, or the machine was.</summary>
/// <remarks>
/// Whoever judges others by the time that has passed asks here first: of the time while nobody looked nothing can be said. Any thread. Pure: its caller brings
/// the time, as timestamps of a clock that only goes forward.
/// </remarks>
/// <param name="longest">Between two ticks of a process that runs.</param>
/// <param name="now">When it begins to tick.</param>
internal sealed class Pauses(TimeSpan longest, long now)
{
    private long _tickedAt = now;
    private long _resumedAt = now;

    /// <summary>To be called regularly.</summary>
    internal void Tick(long now)
    {
        if (IsGap(now)) Volatile.Write(ref _resumedAt, now);
        Volatile.Write(ref _tickedAt, now);
    }

    /// <summary>Since when this process has run without a pause; <paramref name="now"/>, if it was paused and nobody has noticed yet.</summary>
    internal long RunningSince(long now) => IsGap(now) ? now : Volatile.Read(ref _resumedAt);

    private bool IsGap(long now) => Stopwatch.GetElapsedTime(Volatile.Read(ref _tickedAt), now) > longest;
}
