namespace Cluster.Coordinator.Measurement.Advice;

public sealed class CurveTests
{
    private static readonly Curve Rising = new([new(1, Estimate.Exactly(10)), new(2, Estimate.Exactly(30)), new(4, Estimate.Exactly(40))]);

    [Theory]
    [InlineData(0.5, 10)]
    [InlineData(1, 10)]
    [InlineData(1.5, 20)]
    [InlineData(2, 30)]
    [InlineData(3, 35)]
    [InlineData(4, 40)]
    [InlineData(100, 40)]
    public void At_IsOnTheLineBetweenPoints_AndStaysOutside(double workers, double value) => Assert.Equal(value, Rising.At(workers).Middle, 12);

    [Theory]
    [InlineData(3, 35)]
    [InlineData(8, 60)]
    public void Beyond_FollowsTheLastLine(double workers, double value) => Assert.Equal(value, Rising.Beyond(workers).Middle, 12);

    [Fact]
    public void Beyond_FallingOrSinglePoint_Stays()
    {
        Assert.Equal(5, new Curve([new(1, Estimate.Exactly(9)), new(2, Estimate.Exactly(5))]).Beyond(64).Middle);
        Assert.Equal(9, new Curve([new(1, Estimate.Exactly(9))]).Beyond(64).Middle);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(500, 5)]
    [InlineData(1000, 10)]
    [InlineData(5500, 15)]
    [InlineData(10_000, 20)]
    [InlineData(100_000, 200)]
    public void MoveCosts_GoThroughNothing_AndInProportionAbove(double bytes, double seconds)
    {
        var costs = new MoveCosts([new(1000, Estimate.Exactly(10), default), new(10_000, Estimate.Exactly(20), default)]);
        Assert.Equal(seconds, costs.Alone(bytes).Middle, 12);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.0002, 1)]
    [InlineData(0.0026, 2)]
    [InlineData(0.005, 3)]
    [InlineData(10, 3)]
    public void StageCosts_GoFromShortToLong(double seconds, double expected) =>
        Assert.Equal(expected, new StageCosts(Estimate.Exactly(1), Estimate.Exactly(3)).At(seconds).Middle, 12);

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "1 2")]
    [InlineData(5, "1 2 3 4 5")]
    [InlineData(32, "1 2 3 4 6 8 12 16 24 32")]
    [InlineData(33, "1 2 3 4 6 8 12 16 24 32 33")]
    public void WorkerNumbers_GrowByHalfAndThird(int most, string numbers) => Assert.Equal(numbers, string.Join(' ', WorkerNumbers.UpTo(most)));
}
