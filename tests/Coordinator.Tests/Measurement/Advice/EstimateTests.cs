namespace Cluster.Coordinator.Measurement.Advice;

public sealed class EstimateTests
{
    [Fact]
    public void Of_Values_HasTheirQuartiles()
    {
        Assert.Equal(new Estimate(2, 3, 4), Estimate.Of(5, 1, 3, 2, 4));
        Assert.Equal(new Estimate(1.75, 2.5, 3.25), Estimate.Of(4, 3, 2, 1));
        Assert.Equal(Estimate.Exactly(7), Estimate.Of(7));
        Assert.Throws<ArgumentException>(() => Estimate.Of());
    }

    [Fact]
    public void Arithmetic_GoesThroughAllThree()
    {
        (Estimate a, Estimate b) = (new Estimate(1, 2, 4), new Estimate(0, 3, 3));
        Assert.Equal(new Estimate(1, 5, 7), a + b);
        Assert.Equal(new Estimate(2, 4, 8), a * 2);
        Assert.Equal(new Estimate(1, 3, 4), Estimate.Max(a, b));
        Assert.Equal(new Estimate(0, 0, 1.5), a.Above(2.5));
        Assert.Equal(new Estimate(0.5, 2.5, 3.5), a.Towards(b, 0.5));
        Assert.Equal(new Estimate(-1, 4, 4), a.Towards(b, 2));
    }

    [Fact]
    public void Widened_OnlyEverWidens()
    {
        Assert.Equal(new Estimate(9, 10, 11), Estimate.Exactly(10).Widened(0.1));
        Assert.Equal(new Estimate(5, 10, 30), new Estimate(5, 10, 30).Widened(0.1));
    }
}
