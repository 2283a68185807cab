using Cluster.Coordinator.Scheduling;
using Cluster.TestKit;

namespace Cluster.Tests.Scheduling;

public sealed class DispatchWindowTests
{
    [Fact]
    public void Observe_AnyRates_StaysWithinItsBoundsAndGrowsByDoubling()
    {
        SeededRandom random = SeededRandom.Create();
        var window = new DispatchWindow();
        for (int i = 0; i < 100_000; i++)
        {
            int before = window.Size;
            window.Observe(random.AnyInt32(), new TimeSpan(random.AnyInt64()));
            Assert.InRange(window.Size, DispatchWindow.Smallest, Math.Min(1024, Math.Max(before * 2, before)));
        }
    }

    [Fact]
    public void Observe_ManyTinyBatches_GrowsToTheLargest()
    {
        var window = new DispatchWindow();
        for (int i = 0; i < 20; i++) window.Observe(1000, TimeSpan.FromMilliseconds(1));
        Assert.Equal(1024, window.Size);
    }

    [Fact]
    public void Observe_SlowBatches_ShrinksToTheSmallestAtOnce()
    {
        var window = new DispatchWindow();
        for (int i = 0; i < 20; i++) window.Observe(1000, TimeSpan.FromMilliseconds(1));
        window.Observe(1, TimeSpan.FromSeconds(10));
        Assert.Equal(DispatchWindow.Smallest, window.Size);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public void Observe_NothingFinishedOrNoTime_ChangesNothing(int batches, long ticks)
    {
        var window = new DispatchWindow();
        window.Observe(batches, new TimeSpan(ticks));
        Assert.Equal(DispatchWindow.Smallest, window.Size);
    }
}
