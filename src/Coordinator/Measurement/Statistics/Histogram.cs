namespace Cluster.Coordinator.Measurement.Statistics;

/// <summary>
/// How values are distributed, in buckets that each are a quarter wider than the one before: latencies spread over decades.
/// </summary>
/// <remarks>
/// Ten buckets to a decade; their limits are the preferred numbers of ISO 3, so that they can be read: 1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5,
/// 6.3, 8, 10 …
/// </remarks>
/// <param name="Buckets">Without gaps from the first that holds something to the last that does.</param>
internal sealed record Histogram(IReadOnlyList<HistogramBucket> Buckets)
{
    private static readonly double[] Decade = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8];

    /// <param name="sorted">Ascending; none is negative.</param>
    internal static Histogram Of(ReadOnlySpan<double> sorted)
    {
        var buckets = new List<HistogramBucket>();
        int bucket = sorted.IsEmpty ? 0 : BucketOf(sorted[0]);
        for (int next = 0; next < sorted.Length; bucket++)
        {
            int begin = next;
            double end = Limit(bucket + 1);
            while (next < sorted.Length && sorted[next] < end) next++;
            buckets.Add(new HistogramBucket(Limit(bucket), end, next - begin));
        }

        return new Histogram(buckets);
    }

    /// <summary>All values.</summary>
    internal int Count => Buckets.Sum(static bucket => bucket.Count);

    private static int BucketOf(double value)
    {
        // Below a thousandth everything is in one bucket.
        int bucket = -3 * Decade.Length;
        while (value >= Limit(bucket + 1)) bucket++;
        return bucket;
    }

    private static double Limit(int bucket)
    {
        if (bucket <= -3 * Decade.Length) return 0;
        (int decade, int step) = (Math.DivRem(bucket, Decade.Length).Quotient, bucket % Decade.Length);
        if (step < 0) (decade, step) = (decade - 1, step + Decade.Length);
        // Through decimal: 1.6 times a power of ten that binary fractions do not have.
        decimal power = decade >= 0 ? (decimal)Math.Pow(10, decade) : 1 / (decimal)Math.Pow(10, -decade);
        return (double)((decimal)Decade[step] * power);
    }
}
