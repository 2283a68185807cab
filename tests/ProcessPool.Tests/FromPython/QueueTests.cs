using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>Queue</c>: rows MCP-11 (what processes give back beside their results) and PPP-9 (numbers, one message each).</summary>
public sealed class QueueTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Fact]
    public async Task Queue_TenTasks_PairsOfProcessIdAndNumber()
    {
        using TaskQueue<(int ProcessId, int I)> queue = workers.Pool.CreateQueue<(int, int)>();
        for (int i = 0; i < 10; i++) await workers.Pool.Submit(static (int i, TaskQueue<(int, int)> queue) => queue.Add((Environment.ProcessId, i)), i, queue);
        queue.Dispose();

        (int ProcessId, int I)[] pairs = await queue.ReadAllAsync().ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 10), pairs.Select(static pair => pair.I));
        int[] processes = [.. workers.Pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
        Assert.All(pairs, pair => Assert.Contains(pair.ProcessId, processes));
    }

    [Fact]
    public async Task Queue_10000NumbersFromARunningTask_ArriveInOrderBeforeItsEnd()
    {
        using TaskQueue<int> queue = workers.Pool.CreateQueue<int>();
        using SharedValue<int> open = workers.Pool.CreateSharedValue<int>();
        PoolTask sender = workers.Pool.Submit(Send, 10_000, queue, open);
        int next = 0;
        await foreach (int number in queue.ReadAllAsync().Take(10_000)) Assert.Equal(next++, number);
        Assert.Equal(PoolTaskState.Running, sender.State);
        open.Value = 1;
        await sender.AsTask().OrTimeout();
    }

    private static void Send(int count, TaskQueue<int> queue, SharedValue<int> open)
    {
        for (int i = 0; i < count; i++) queue.Add(i);
        SpinWait.SpinUntil(() => open.Value != 0);
    }
}
