using Cluster.TestKit;

namespace Cluster.Tests.Pools.Lifetimes;

/// <summary>Pools in tasks of pools: as deep as the options say, and no deeper.</summary>
[Trait("Fault", "80")]
public sealed class NestedPoolTests : PoolTest
{
    [Fact]
    public async Task Nested_OneLevel_Works()
    {
        await using ProcessPool pool = await StartAsync();
        int[] sums = await pool.MapAsync(SumOfSquaresAsync, [10, 20, 30]).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal([285, 2470, 8555], sums);
    }

    [Fact]
    public async Task Nested_WorkerOfTheOuterPoolIsKilled_ThoseOfTheInnerEndToo()
    {
        await using ProcessPool pool = await StartAsync(static options => options.Workers = 1);
        using SharedArray<int> processes = pool.CreateShared<int>(2);
        PoolTask task = pool.Submit(static async (SharedArray<int> told) =>
        {
            await using ProcessPool inner = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1 });
            told[1] = inner.WorkerProcesses[0].ProcessId;
            told[0] = Environment.ProcessId;
            Thread.Sleep(Timeout.Infinite);
        }, processes);
        await Eventually.Async("both are there", () => processes[0] != 0);
        int innermost = processes[1];
        System.Diagnostics.Process.GetProcessById(processes[0]).Kill();
        await Assert.ThrowsAsync<WorkerLostException>(() => task.AsTask().OrTimeout());
        await Eventually.Async("the inner one's worker is gone", () => !Directory.Exists($"/proc/{innermost}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nested_DeeperThanAllowed_IsRefusedWithTheDepth(int most)
    {
        await using ProcessPool pool = await StartAsync(static options => options.Workers = 1);
        (int Levels, string Refusal) reached = await pool.Submit(DescendAsync, most).AsTask().OrTimeout();
        Assert.Equal(most, reached.Levels);
        Assert.Contains($"MaxNesting is {most}", reached.Refusal, StringComparison.Ordinal);
        Assert.Contains("PoolMode.Threads", reached.Refusal, StringComparison.Ordinal);
        if (most > 0) Assert.Contains($"{most + 1} levels", reached.Refusal, StringComparison.Ordinal);
    }

    // In a task that runs in this process it is the same as in a worker.
    [Fact]
    public async Task Nested_InATaskOnAThread_CountsAsALevel()
    {
        await using ProcessPool pool = await StartAsync(static options => options.Mode = PoolMode.Threads);
        Assert.Equal(285, await pool.Submit(SumOfSquaresAsync, 10).AsTask().OrTimeout());
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(
            static async () => await (await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1, MaxNesting = 0 })).DisposeAsync()).AsTask().OrTimeout());
        Assert.Equal("System.InvalidOperationException", ex.RemoteTypeName);
    }

    private static async Task<int> SumOfSquaresAsync(int count)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1 });
        return await pool.MapReduceAsync(static (int x) => x * x, Enumerable.Range(0, count), static (a, b) => a + b);
    }

    private static async Task<(int Levels, string Refusal)> DescendAsync(int most)
    {
        try
        {
            await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1, MaxNesting = most });
            (int levels, string refusal) = await pool.Submit(DescendAsync, most);
            return (levels + 1, refusal);
        }
        catch (InvalidOperationException ex)
        {
            return (0, ex.Message);
        }
    }
}
