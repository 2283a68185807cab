using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary>A <c>Process</c> for each task, started and joined in a loop: row MCP-10.</summary>
public sealed class ProcessPerTaskTests : PoolTest
{
    [Fact]
    public async Task RecycleAfterOneTask_TenTasks_TenProcesses()
    {
        await using ProcessPool pool = await StartAsync(static options => options.RecycleAfterTasks = 1);
        (int ProcessId, int I)[] pairs = await pool.MapAsync(static (int i) => (Environment.ProcessId, i), Enumerable.Range(0, 10)).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 10), pairs.Select(static pair => pair.I));
        Assert.Equal(10, pairs.Select(static pair => pair.ProcessId).Distinct().Count());
    }

    [Fact]
    public async Task RecycleAfterOneTask_SubmittedAtOnce_TenProcesses()
    {
        await using ProcessPool pool = await StartAsync(static options => options.RecycleAfterTasks = 1);
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 10).Select(_ => pool.Submit(static () => Environment.ProcessId))];
        int[] processes = await Task.WhenAll(tasks.Select(static task => task.AsTask())).OrTimeout();
        Assert.Equal(10, processes.Distinct().Count());
    }
}
