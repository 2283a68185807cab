namespace Cluster.Coordinator.Measurement.Statistics;

public sealed class PercentileTests
{
    // Of 1 … n the p-th percentile is ⌈p·n/100⌉.
    [Theory]
    [InlineData(100, 50, 50)]
    [InlineData(100, 99, 99)]
    [InlineData(100, 99.9, 100)]
    [InlineData(1000, 99.9, 999)]
    [InlineData(20_000, 99.9, 19_980)]
    [InlineData(20_001, 50, 10_001)]
    [InlineData(7, 50, 4)]
    [InlineData(7, 100, 7)]
    [InlineData(7, 0.001, 1)]
    [InlineData(1, 90, 1)]
    public void Of_NumbersFromOne_IsTheNearestRank(int count, double percent, double expected)
    {
        double[] numbers = [.. Enumerable.Range(1, count).Select(static number => (double)number)];

        Assert.Equal(expected, Percentile.Of(numbers, percent));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.1)]
    public void Of_NoPercentage_IsRefused(double percent) => Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.Of([1.0], percent));
}
