using Cluster.Coordinator.Scheduling;
using Cluster.TestKit;

namespace Cluster.Tests.Scheduling;

public sealed class DispatchWindowTests
{
    [Fact]
    public void HasRoom_BeforeAnythingIsKnown_AsksForMoreWhenOneChunkIsLeft()
    {
        var window = new DispatchWindow();
        Assert.True(window.HasRoom(0));
        Assert.True(window.HasRoom(1));
        Assert.False(window.HasRoom(2));
    }

    [Fact]
    public void HasRoom_LongChunks_KeepsOneAhead()
    {
        var window = new DispatchWindow();
        window.Observe(1, TimeSpan.FromSeconds(3));
        Assert.True(window.HasRoom(1));
        Assert.False(window.HasRoom(2));
    }

    [Fact]
    public void HasRoom_ShortChunks_FillsTheHorizon()
    {
        var window = new DispatchWindow();
        window.Observe(100, TimeSpan.FromMilliseconds(1));
        int wanted = (int)(DispatchWindow.Horizon / TimeSpan.FromMicroseconds(10));
        Assert.True(window.HasRoom(wanted - 1));
        Assert.False(window.HasRoom(wanted + 1));
    }

    [Fact]
    public void Observe_NothingFinished_ChangesNothing()
    {
        var window = new DispatchWindow();
        window.Observe(1000, TimeSpan.FromMilliseconds(1));
        window.Observe(0, TimeSpan.FromSeconds(5));
        window.Observe(5, TimeSpan.Zero);
        Assert.True(window.HasRoom(3999));
    }

    [Fact]
    public void Observe_AnyRates_MoreLeftNeverAsksForMore()
    {
        var random = SeededRandom.Create();
        var window = new DispatchWindow();
        for (int i = 0; i < 10_000; i++)
        {
            window.Observe(random.Next(0, 2000), TimeSpan.FromTicks(random.Next(-5, 1_000_000)));
            int chunks = random.Next(0, 100_000);
            if (!window.HasRoom(chunks)) Assert.False(window.HasRoom(chunks + 1 + random.Next(1000)) && chunks > 0);
            Assert.True(window.HasRoom(1));
        }
    }
}
