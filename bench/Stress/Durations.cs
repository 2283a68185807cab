namespace Cluster.Stress;

/// <summary>Times of one kind, and how they are spread.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class Durations
{
    private readonly Lock _gate = new();
    private readonly List<double> _milliseconds = [];

    internal void Add(TimeSpan time)
    {
        lock (_gate) _milliseconds.Add(time.TotalMilliseconds);
    }

    /// <summary>Median, 99th percentile and worst, in milliseconds; null when there are none.</summary>
    internal (double Median, double P99, double Worst)? Spread()
    {
        double[] sorted;
        lock (_gate) sorted = [.. _milliseconds.Order()];
        if (sorted.Length == 0) return null;
        return (At(sorted, 0.5), At(sorted, 0.99), sorted[^1]);
    }

    // The smallest that at least this part of them does not exceed.
    private static double At(double[] sorted, double part) => sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}
