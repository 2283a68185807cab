using System.Diagnostics;

namespace Cluster.Bench.Rings;

/// <summary>
/// Round trips in bursts shorter than a scheduler's turn, because a core that somebody else takes for a moment is not what is measured:
/// of many bursts some have both cores to themselves even on a machine that is busy.
/// </summary>
internal static class Bursts
{
    private const int RoundTrips = 2_000;

    /// <summary>The median of one burst, in µs.</summary>
    internal static double Median(Action roundTrip)
    {
        long[] ticks = new long[RoundTrips];
        foreach (ref long each in ticks.AsSpan())
        {
            long begin = Stopwatch.GetTimestamp();
            roundTrip();
            each = Stopwatch.GetTimestamp() - begin;
        }

        Array.Sort(ticks);
        return ticks[RoundTrips / 2] * 1e6 / Stopwatch.Frequency;
    }
}
