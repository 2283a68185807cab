namespace Cluster.Coordinator.Measurement.Statistics;

public sealed class SpreadTests
{
    [Fact]
    public void Of_OddNumber_HasTheMiddleOne() => Assert.Equal(new Spread(1, 3, 9, 5), Spread.Of(9, 1, 3, 4, 2));

    [Fact]
    public void Of_EvenNumber_HasTheMeanOfTheTwoInTheMiddle() => Assert.Equal(new Spread(1, 2.5, 4, 4), Spread.Of(4, 1, 3, 2));

    [Fact]
    public void Of_One_IsThatOne() => Assert.Equal(new Spread(7, 7, 7, 1), Spread.Of(7));

    [Fact]
    public void Of_Nothing_IsRefused() => Assert.Throws<ArgumentException>(() => Spread.Of());

    [Fact]
    public void Repeat_AnyNumber_LeavesTheFirstOut()
    {
        int calls = 0;

        Assert.Equal(new Spread(1, 2, 3, 3), Spread.Repeat(3, () => calls++));
        Assert.Equal(4, calls);
    }

    // 10 units in 1, 2 and 5 seconds.
    [Fact]
    public void RateOf_Times_TurnsTheEndsAround() => Assert.Equal(new Spread(2, 5, 10, 3), Spread.Of(1, 2, 5).RateOf(10));
}
