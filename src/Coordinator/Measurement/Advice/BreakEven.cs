using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>From which size on one mode is faster than another.</summary>
/// <param name="Faster">What may be faster.</param>
/// <param name="Than">What it is compared with.</param>
/// <param name="FirstCall">Whether whole first calls are compared, or warm repetitions.</param>
/// <param name="From">The smallest size from which it is faster; null if it is at no size that was looked at.</param>
/// <param name="To">The size up to which; null if it stays so up to the largest.</param>
/// <param name="AtLargest">What the possibly faster one consists of at the size where it comes closest: why it is not faster, where it is not.</param>
internal sealed record BreakEven(ExecutionMode Faster, ExecutionMode Than, bool FirstCall, long? From, long? To, Forecast AtLargest)
{
    /// <summary>Compares two modes over a range of sizes.</summary>
    /// <param name="sizes">Ascending; at least one.</param>
    /// <param name="faster">What may be faster.</param>
    /// <param name="than">What it is compared with.</param>
    /// <param name="firstCall">Whole first calls instead of warm repetitions.</param>
    internal static BreakEven Find(IReadOnlyList<SizedForecasts> sizes, ExecutionMode faster, ExecutionMode than, bool firstCall)
    {
        double[] ratios = [.. sizes.Select(size => Time(size.Of(faster)) / Time(size.Of(than)))];
        int closest = Array.IndexOf(ratios, ratios.Min());
        int from = Array.FindIndex(ratios, static ratio => ratio < 1);
        if (from < 0) return new BreakEven(faster, than, firstCall, null, null, sizes[closest].Of(faster));

        // The longest stretch counts: a size or two at which they change places belong to no rule.
        (int begin, int end) = LongestBelowOne(ratios);
        long first = begin == 0 ? sizes[0].Size : Crossing(begin - 1, begin);
        long? last = end == ratios.Length - 1 ? null : Crossing(end, end + 1);
        return new BreakEven(faster, than, firstCall, first, last, sizes[closest].Of(faster));

        double Time(Forecast forecast) => firstCall ? forecast.FirstCall.Middle : forecast.Warm.Middle;

        // Both times are close to powers of the size, and so is their ratio.
        long Crossing(int one, int other)
        {
            (double a, double b) = (Math.Log(ratios[one]), Math.Log(ratios[other]));
            double share = a == b ? 0.5 : a / (a - b);
            double size = Math.Log(sizes[one].Size) + (share * Math.Log((double)sizes[other].Size / sizes[one].Size));
            return (long)Math.Round(Math.Exp(size));
        }
    }

    private static (int Begin, int End) LongestBelowOne(double[] ratios)
    {
        (int begin, int end, int since) = (0, -1, -1);
        for (int i = 0; i <= ratios.Length; i++)
        {
            bool below = i < ratios.Length && ratios[i] < 1;
            if (below && since < 0) since = i;
            if (below || since < 0) continue;
            // Of two equal stretches the later one: large sizes are those that take time.
            if (i - 1 - since >= end - begin) (begin, end) = (since, i - 1);
            since = -1;
        }

        return (begin, end);
    }
}
