using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.Hosting;

/// <summary>Tasks as parts of the trace that they were submitted in.</summary>
public sealed class TaskTraceTests
{
    [Fact]
    public async Task Task_WhereNobodyTraces_HasNoActivity()
    {
        Activity.Current = null;
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1 });
        Assert.Equal((null, null), await pool.Submit(Traced.Current).AsTask().OrTimeout());
    }

    [Fact]
    public async Task Task_OfATracedCaller_ContinuesItsTrace()
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1 });
        using Activity request = new Activity("request").Start();
        (string? trace, string? parent) = await pool.Submit(Traced.Current).AsTask().OrTimeout();
        Assert.Equal((request.TraceId.ToHexString(), request.SpanId.ToHexString()), (trace, parent));
        (string?, string?)[] mapped = await pool.MapAsync(static (int _) => Traced.Current(), Enumerable.Range(0, 10)).ToArrayAsync();
        Assert.All(mapped, one => Assert.Equal((trace, parent), one));
        Assert.Same(request, Activity.Current);

        request.Stop();
        Activity.Current = null;
        // The worker has done both, and keeps nothing of the first.
        Assert.Equal((null, null), await pool.Submit(Traced.Current).AsTask().OrTimeout());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Tasks_WhereSomebodyListens_AreActivitiesThatTheWorkersOwnContinue(int batch)
    {
        string name = Guid.NewGuid().ToString();
        using var watcher = new Watcher(name, traces: true);
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Name = name, Workers = 1 });
        int processId = pool.WorkerProcesses[0].ProcessId;
        using Activity request = new Activity("request").Start();
        (string? Trace, string? Parent)[] seen = await pool.MapAsync(static (int _) => Traced.Current(), Enumerable.Range(0, 10), new MapOptions { BatchSize = batch }).ToArrayAsync();
        Assert.Same(request, Activity.Current);

        Assert.Equal(10, watcher.Stopped.Count);
        Assert.Equal(watcher.Stopped.Select(static one => one.SpanId.ToHexString()), seen.Select(static one => one.Parent));
        Assert.All(seen, one => Assert.Equal(request.TraceId.ToHexString(), one.Trace));
        Assert.All(watcher.Stopped, one =>
        {
            Assert.Equal(("cluster.task", request.SpanId, ActivityStatusCode.Unset), (one.OperationName, one.ParentSpanId, one.Status));
            Assert.Equal((0, processId, 1, "succeeded"), (
                one.GetTagItem("cluster.worker.id"), one.GetTagItem("process.pid"), one.GetTagItem("cluster.task.attempt"), one.GetTagItem("cluster.task.status")));
        });
    }

    [Fact]
    public async Task Tasks_OfEveryEnd_HaveItsStatus()
    {
        string name = Guid.NewGuid().ToString();
        using var watcher = new Watcher(name, traces: true);
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Name = name, Workers = 1, Attempts = 2 });
        await Assert.ThrowsAsync<RemoteTaskException>(async () => await pool.Submit(static (string s) => int.Parse(s), "x"));
        await Assert.ThrowsAsync<TaskTimeoutException>(async () => await pool.Submit(static () => Thread.Sleep(Timeout.Infinite), new TaskOptions { Timeout = TimeSpan.FromMilliseconds(20) }));
        Assert.Equal(2, await pool.Submit(Traced.DiesOnce).AsTask().OrTimeout());
        using SharedValue<int> gate = pool.CreateSharedValue<int>();
        PoolTask<int> first = pool.Submit(Gates.Pass, gate);
        await Eventually.Async("the task is running", () => gate.Value == 1);
        Assert.Equal(CancelOutcome.Cancelled, await pool.Submit(static () => 1).Cancel().OrTimeout());
        gate.Value = 2;
        Assert.Equal(1, await first.AsTask().OrTimeout());

        Assert.Equal(
            [
                ("failed", "System.FormatException", 1), ("failed", "Cluster.TaskTimeoutException", 1), ("succeeded", null, 2),
                ("cancelled", null, null), ("succeeded", null, 1),
            ],
            watcher.Stopped.Select(static one => (
                (string?)one.GetTagItem("cluster.task.status"), (string?)one.GetTagItem("error.type"), (int?)one.GetTagItem("cluster.task.attempt"))));
        Assert.Equal([true, true, false, false, false], watcher.Stopped.Select(static one => one.Status == ActivityStatusCode.Error));
    }

    // What an exporter in the worker would see, such as one that the initializer has set up.
    [Fact]
    public async Task Task_WhereAWorkerListens_IsAnActivityOfTheSourceThere()
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1 }.UseInitializer(Traced.Listen));
        using Activity request = new Activity("request").Start();
        Assert.Equal(1, await pool.Submit(static () => 1).AsTask().OrTimeout());
        string[] heard = await pool.Submit(Traced.Heard).AsTask().OrTimeout();
        Assert.Equal([$"cluster.task.run {request.SpanId.ToHexString()} 0 1"], heard);
    }
}
