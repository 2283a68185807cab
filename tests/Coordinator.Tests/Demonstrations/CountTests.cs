using Cluster.Coordinator.Demonstrations.Race;

namespace Cluster.Coordinator.Demonstrations;

public sealed class CountTests
{
    [Fact]
    public void Races_OneRunThatLost_IsEnough()
    {
        var count = new Count("any", 1000, [1000, 562, 1000], TimeSpan.FromMicroseconds(2), Waits: 0);

        Assert.True(count.Races);
        Assert.Equal((562, 2.0), (count.Worst, count.Nanoseconds));
        Assert.Equal([0L, 438, 0], count.Lost);
    }

    [Fact]
    public void With_MoreRuns_KeepsAll()
    {
        var none = new Count("any", 1000, [1000, 1000], TimeSpan.FromSeconds(1), Waits: 0);
        Assert.False(none.Races);

        Count both = none.With(new Count("any", 1000, [999], TimeSpan.FromSeconds(2), Waits: 3));

        Assert.True(both.Races);
        Assert.Equal([1000L, 1000, 999], both.Actual);
    }
}
