using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>submit</c>, <c>running</c>, <c>done</c>, <c>result</c> of <c>concurrent.futures</c>: row MCP-5.</summary>
public sealed class FuturesTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Fact]
    public async Task Submit_ThreeJobs_StatesAndResults1And2And100()
    {
        using SharedValue<int> open = workers.Pool.CreateSharedValue<int>();
        PoolTask<int> a = workers.Pool.Submit(Multiply, 1, 1, open);
        PoolTask<int> b = workers.Pool.Submit(Multiply, 1, 2, open);
        PoolTask<int> c = workers.Pool.Submit(static (int x) => x * x, 10);

        await Eventually.Async("both workers are at it", () => a.State == PoolTaskState.Running && b.State == PoolTaskState.Running);
        Assert.Equal(PoolTaskState.Waiting, c.State);
        Assert.False(a.IsCompleted || b.IsCompleted || c.IsCompleted);
        open.Value = 1;

        Assert.Equal(1, await a.AsTask().OrTimeout());
        Assert.Equal(2, await b.AsTask().OrTimeout());
        Assert.Equal(100, await c.AsTask().OrTimeout());
        Assert.All([a, b, c], static task => Assert.Equal(PoolTaskState.Succeeded, task.State));
    }

    // PNS-8.
    [Fact]
    public async Task Apply_OneCall_ItsResult() => Assert.Equal(6, await workers.Pool.Submit(static (int x, int y) => x * y, 2, 3));

    private static int Multiply(int x, int y, SharedValue<int> open)
    {
        SpinWait.SpinUntil(() => open.Value != 0);
        return x * y;
    }
}
