using Cluster.Coordinator.Demonstrations.Oversubscribe;

namespace Cluster.Coordinator.Demonstrations;

public sealed class ThreadLoadTests
{
    private static readonly ThreadLoad Fitting = Load(processes: 2, threads: 1, switches: 20);

    [Theory]
    [InlineData(4, 4, 15_000, true)]
    [InlineData(4, 4, 40, false)] // the kernel had no trouble
    [InlineData(2, 1, 15_000, false)] // a thread for each core: somebody else's switches
    public void IsOversubscribed_ThreadsAndSwitches_BothCount(int processes, int threads, long switches, bool expected) =>
        Assert.Equal(expected, Load(processes, threads, switches).IsOversubscribed(Fitting, cores: 2));

    [Fact]
    public void EffectiveParallelism_UserAndSystem_OverWall()
    {
        var load = new ThreadLoad(2, 2, 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(0.5), 3, 4, "");

        Assert.Equal((1.5, 7L, 4), (load.EffectiveParallelism, load.Switches, load.Runnable));
        Assert.Equal(0, (load with { Wall = TimeSpan.Zero }).EffectiveParallelism);
    }

    private static ThreadLoad Load(int processes, int threads, long switches) =>
        new(processes, threads, processes * (threads - 1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.Zero, switches, 0, "");
}
