using Cluster.TestKit;

namespace Cluster.Tests.Hosting;

/// <summary>What somebody who watches the meter sees of tasks.</summary>
public sealed class TaskMetricTests
{
    [Theory]
    [InlineData(PoolMode.Processes)]
    [InlineData(PoolMode.Threads)]
    public async Task Tasks_OfEveryEnd_AreCountedOnce(PoolMode mode)
    {
        string name = Guid.NewGuid().ToString();
        using var watcher = new Watcher(name, traces: false);
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Name = name, Workers = 2, Mode = mode });
        int[] squares = await pool.MapAsync(static (int x) => x * x, Enumerable.Range(0, 1000), new MapOptions { BatchSize = 64 }).ToArrayAsync();
        Assert.Equal(1000, squares.Length);
        Assert.Equal(3, await pool.Submit(static (int a, int b) => a + b, 1, 2).AsTask().OrTimeout());
        await Assert.ThrowsAsync<RemoteTaskException>(async () => await pool.Submit(static (string s) => int.Parse(s), "x"));
        PoolTask<int> heeds = pool.Submit(static (WorkerContext context) =>
        {
            context.CancellationToken.WaitHandle.WaitOne();
            context.CancellationToken.ThrowIfCancellationRequested();
            return 1;
        });
        Assert.Equal(CancelOutcome.Cancelled, await heeds.Cancel().OrTimeout());
        await pool.DrainAsync().OrTimeout();

        Assert.Equal((1003, 1001, 1, 1), (
            watcher.Sum("cluster.tasks.submitted"), watcher.Sum("cluster.tasks.completed"), watcher.Sum("cluster.tasks.failed"), watcher.Sum("cluster.tasks.cancelled")));
        Watcher.Measured[] durations = watcher.Of("cluster.task.duration");
        // A task that was taken back before a worker began it has none.
        Assert.InRange(durations.Length, 1002, 1003);
        Assert.All(durations, static one => Assert.True(one.Value >= 0 && one.Tags.ContainsKey("cluster.function")));
    }

    [Fact]
    public async Task Tasks_ThatCannotTravel_AreCountedAsFailed()
    {
        string name = Guid.NewGuid().ToString();
        using var watcher = new Watcher(name, traces: false);
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Name = name, Workers = 1 });
        await Assert.ThrowsAnyAsync<Exception>(async () => await pool.Submit(static (Stream s) => s.Length, Stream.Null));
        List<TaskOutcome<long>> outcomes = await pool.MapAsync(static (Stream? s) => s is null ? 1L : 0, [null, Stream.Null], new MapOptions { BatchSize = 1 }).Outcomes().ToListAsync();
        Assert.Equal([true, false], outcomes.Select(static one => one.IsSuccess));
        Assert.Equal((3, 1, 2), (watcher.Sum("cluster.tasks.submitted"), watcher.Sum("cluster.tasks.completed"), watcher.Sum("cluster.tasks.failed")));
    }

    [Fact]
    public async Task TasksUnderWay_AreObserved()
    {
        string name = Guid.NewGuid().ToString();
        using var watcher = new Watcher(name, traces: false);
        await using (ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Name = name, Workers = 1 }))
        {
            Assert.Equal(0, watcher.Observe("cluster.tasks.waiting"));
            using SharedValue<int> gate = pool.CreateSharedValue<int>();
            PoolTask<int> first = pool.Submit(Gates.Pass, gate);
            PoolTask<int>[] others = [.. Enumerable.Range(0, 10).Select(i => pool.Submit(static (int x) => x, i))];
            await Eventually.Async("the task is running", () => gate.Value == 1);
            Assert.Equal((10, 1), (watcher.Observe("cluster.tasks.waiting"), watcher.Observe("cluster.tasks.running")));
            gate.Value = 2;
            await Task.WhenAll([.. others.Select(static task => task.AsTask()), first.AsTask()]).OrTimeout();
            await pool.DrainAsync().OrTimeout();
            Assert.Equal((0, 0), (watcher.Observe("cluster.tasks.waiting"), watcher.Observe("cluster.tasks.running")));
        }

        Assert.Null(watcher.Observe("cluster.tasks.waiting"));
    }
}
