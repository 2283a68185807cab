namespace Cluster.Coordinator.Measurement.Statistics;

/// <summary>Percentiles by the nearest rank: always one of the values, never something between two.</summary>
internal static class Percentile
{
    /// <param name="sorted">Ascending; at least one.</param>
    /// <param name="percent">Above 0, up to 100.</param>
    /// <returns>The smallest value that is not below <paramref name="percent"/> percent of all.</returns>
    internal static double Of(ReadOnlySpan<double> sorted, double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        // In decimal: 99.9 % of 1000 is rank 999, which binary fractions make 999.0000000000001.
        decimal rank = Math.Ceiling((decimal)percent * sorted.Length / 100);
        return sorted[(int)rank - 1];
    }
}
