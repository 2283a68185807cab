namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>From values to coordinates, and the values that are written on an axis.</summary>
public sealed class ScaleTests
{
    [Theory]
    [InlineData(0, 10, 5, new[] { 0.0, 2, 4, 6, 8, 10 })]
    [InlineData(0, 1, 5, new[] { 0.0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(3, 4, 2, new[] { 3, 3.5, 4 })]
    [InlineData(-5, 5, 2, new[] { -5.0, 0, 5 })]
    [InlineData(0, 123_456, 5, new[] { 0.0, 50_000, 100_000 })]
    public void Ticks_Linear_AreRoundAndInside(double low, double high, int about, double[] expected) =>
        Assert.Equal(expected, new Scale(low, high, 0, 100).Ticks(about).Select(static tick => Math.Round(tick, 9)));

    [Theory]
    [InlineData(1, 10_000, 10, new[] { 1.0, 10, 100, 1000, 10_000 })]
    [InlineData(4096, 67_108_864, 4, new[] { 4096.0, 65_536, 1_048_576, 16_777_216 })]
    // Fewer than three powers of ten: 1, 2 and 5 times them.
    [InlineData(12, 240, 10, new[] { 20.0, 50, 100, 200 })]
    [InlineData(0.03, 0.4, 10, new[] { 0.05, 0.1, 0.2 })]
    public void Ticks_Logarithmic_ArePowersOrTheirRoundMultiples(double low, double high, int root, double[] expected) =>
        Assert.Equal(expected, new Scale(low, high, 0, 100, logarithmic: true).Ticks(6, root).Select(static tick => Math.Round(tick, 9)));

    [Theory]
    [InlineData(12, 19)]
    [InlineData(2.2, 2.3)]
    [InlineData(7, 7)]
    [InlineData(1e-9, 1.1e-9)]
    public void Ticks_LogarithmicAndNarrow_AreThereAndInside(double low, double high)
    {
        IReadOnlyList<double> ticks = new Scale(low, high, 0, 100, logarithmic: true).Ticks(6);

        Assert.True(ticks.Count >= 2, string.Join(' ', ticks));
        (low, high) = high > low ? (low, high) : (low / 2, low * 2);
        Assert.All(ticks, tick => Assert.InRange(tick, low * (1 - 1e-6), high * (1 + 1e-6)));
    }

    [Fact]
    public void Coordinate_BothKinds_EndsAtTheEndsAndHasItsMiddleInTheMiddle()
    {
        var linear = new Scale(10, 30, 200, 0);
        var logarithmic = new Scale(1, 100, 0, 50, logarithmic: true);

        Assert.Equal((200, 100, 0), (linear[10], linear[20], linear[30]));
        Assert.Equal((0.0, 25.0, 50.0), (logarithmic[1], Math.Round(logarithmic[10], 9), logarithmic[100]));
    }

    [Fact]
    public void Coordinate_OneValue_IsInTheMiddle()
    {
        Assert.Equal(50, new Scale(7, 7, 0, 100)[7]);
        Assert.Equal(50, new Scale(7, 7, 0, 100, logarithmic: true)[7], 9);
    }

    [Fact]
    public void Logarithmic_FromZero_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Scale(0, 1, 0, 1, logarithmic: true));
}
