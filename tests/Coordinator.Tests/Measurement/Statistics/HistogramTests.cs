using Cluster.TestKit;

namespace Cluster.Coordinator.Measurement.Statistics;

public sealed class HistogramTests
{
    [Fact]
    public void Of_OneToNinetyNine_CountsByPreferredNumbers()
    {
        double[] numbers = [.. Enumerable.Range(1, 99).Select(static number => (double)number)];

        // In [1, 1.25) there is 1, in [8, 10) there are 8 and 9, in [80, 100) there are 20.
        int[] counts = [1, 0, 0, 1, 1, 0, 1, 2, 1, 2, 3, 3, 4, 5, 7, 8, 10, 13, 17, 20];
        double[] limits = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8, 10, 12.5, 16, 20, 25, 31.5, 40, 50, 63, 80, 100];
        var histogram = Histogram.Of(numbers);
        Assert.Equal(counts, histogram.Buckets.Select(static bucket => bucket.Count));
        Assert.Equal(limits[..^1], histogram.Buckets.Select(static bucket => bucket.From));
        Assert.Equal(limits[1..], histogram.Buckets.Select(static bucket => bucket.To));
    }

    [Fact]
    public void Of_ValueOnALimit_IsInTheBucketAbove() =>
        Assert.Equal([new HistogramBucket(0.016, 0.02, 1), new HistogramBucket(0.02, 0.025, 1)], Histogram.Of([0.016, 0.02]).Buckets);

    [Fact]
    public void Of_Zero_IsInTheFirstBucketOfAll() => Assert.Equal([new HistogramBucket(0, 0.00125, 2)], Histogram.Of([0.0, 0.001]).Buckets);

    [Fact]
    public void Of_Nothing_IsEmpty() => Assert.Empty(Histogram.Of([]).Buckets);

    [Fact]
    public void Of_RandomValues_LosesNoneAndLeavesNoGap()
    {
        Random random = SeededRandom.Create();
        double[] values = [.. Enumerable.Range(0, 10_000).Select(_ => Math.Pow(10, (random.NextDouble() * 12) - 4)).Order()];

        var histogram = Histogram.Of(values);

        Assert.Equal(values.Length, histogram.Count);
        Assert.All(histogram.Buckets, bucket => Assert.Equal(values.Count(value => value >= bucket.From && value < bucket.To), bucket.Count));
        Assert.All(histogram.Buckets.Zip(histogram.Buckets.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.True(histogram.Buckets[0].Count > 0 && histogram.Buckets[^1].Count > 0);
    }
}
