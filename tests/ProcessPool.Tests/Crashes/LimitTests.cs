using System.Diagnostics;
using Cluster.Processes;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>A task that goes past its limits of time or memory is ended, alone.</summary>
public sealed class LimitTests : PoolTest
{
    private static readonly TaskOptions Brief = new() { Timeout = TimeSpan.FromMilliseconds(200) };

    [Fact]
    [Trait("Fault", "22")]
    public async Task Timeout_TaskLoopsForEver_FailsWithItsLimitAndTheOthersSucceed()
    {
        await using ProcessPool pool = await StartAsync();
        PoolTask<int> loop = pool.Submit(CrashingTasks.LoopForEver, Brief);
        PoolTask<int>[] others = [.. Enumerable.Range(0, 999).Select(i => pool.Submit(static (int x) => 3 * x, i))];

        TaskTimeoutException ex = await Assert.ThrowsAsync<TaskTimeoutException>(() => loop.AsTask().OrTimeout());
        Assert.Equal(Brief.Timeout, ex.Limit);
        for (int i = 0; i < others.Length; i++) Assert.Equal(3 * i, await others[i].AsTask().OrTimeout());
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Theory]
    [Trait("Fault", "22")]
    [InlineData(10)]
    [InlineData(null)]
    public async Task Timeout_WithinBatches_OnlyThatTaskFails(int? batch)
    {
        await using ProcessPool pool = await StartAsync();
        TaskOutcome<int>[] outcomes = await pool
            .MapAsync(static (int x) => x == 500 ? CrashingTasks.LoopForEver() : 3 * x, Enumerable.Range(0, 1000), new MapOptions { BatchSize = batch, Timeout = Brief.Timeout })
            .Outcomes().ToArrayAsync().AsTask().OrTimeout();

        for (int i = 0; i < 1000; i++)
            if (i != 500) Assert.Equal(3 * i, outcomes[i].Value);
        Assert.IsType<TaskTimeoutException>(outcomes[500].Exception);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    [Trait("Fault", "22")]
    public async Task Timeout_OfThePool_AppliesToEveryTask()
    {
        await using ProcessPool pool = await StartAsync(static options => options.Timeout = TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<TaskTimeoutException>(() => pool.Submit(CrashingTasks.LoopForEver).AsTask().OrTimeout());
        Assert.Equal(1, await pool.Submit(static () => 1));
    }

    // The look after limits rests while nothing is under way, and must wake for the next task.
    [Fact]
    [Trait("Fault", "22")]
    public async Task Timeout_AfterThePoolHadNothingToDo_StillEnds()
    {
        await using ProcessPool pool = await StartAsync(static options => options.IdleTimeout = TimeSpan.FromHours(1));
        Assert.Equal(1, await pool.Submit(static () => 1));
        // As many looks as it takes to find that there is nothing to do: each is begun within 5 ms.
        await Task.Delay(100);
        await Assert.ThrowsAsync<TaskTimeoutException>(() => pool.Submit(CrashingTasks.LoopForEver, Brief).AsTask().OrTimeout());
    }

    [Fact]
    [Trait("Fault", "22")]
    public async Task Timeout_InAWorkerThatIsToGo_StillEnds()
    {
        await using ProcessPool pool = await StartAsync();
        using SharedValue<int> running = pool.CreateSharedValue<int>();
        PoolTask<int>[] loops = [.. Enumerable.Range(0, 2).Select(_ => pool.Submit(static (SharedValue<int> each) => each.Increment() + CrashingTasks.LoopForEver(), running, new TaskOptions { Timeout = TimeSpan.FromSeconds(1) }))];
        await Eventually.Async("both run", () => running.Value == 2);
        Task smaller = pool.ResizeAsync(1);
        foreach (PoolTask<int> loop in loops) await Assert.ThrowsAsync<TaskTimeoutException>(() => loop.AsTask().OrTimeout());
        await smaller.OrTimeout();
        Assert.Equal(1, await pool.Submit(static () => 1).AsTask().OrTimeout());
    }

    [Fact]
    [Trait("Fault", "32")]
    public async Task MemoryLimit_ManagedMemory_OutOfMemoryExceptionOfThatTask()
    {
        await using ProcessPool pool = await StartAsync(static options => options.MemoryLimit = 128 << 20);
        int[] before = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(CrashingTasks.AllocateManaged).AsTask().OrTimeout());
        Assert.Equal("System.OutOfMemoryException", ex.RemoteTypeName);
        Assert.Contains(ex.ProcessId, before);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    // The next task would be blamed for what the last one has left.
    [Fact]
    [Trait("Fault", "32")]
    public async Task MemoryLimit_AfterAnOutOfMemoryException_TheNextTaskHasTheMemory()
    {
        await using ProcessPool pool = await StartAsync(static options => (options.Workers, options.MemoryLimit) = (1, 256 << 20));
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(CrashingTasks.AllocateManaged).AsTask().OrTimeout());
        Assert.InRange(WorkerMemory.Of(pool.WorkerProcesses[0].ProcessId), 1, 128 << 20);
        await pool.Submit(static () => 0).AsTask().OrTimeout();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(null)]
    public async Task MemoryLimit_NativeMemory_ThatTaskFailsAndTheOthersSucceed(int? batch)
    {
        await using ProcessPool pool = await StartAsync(static options => options.MemoryLimit = 128 << 20);
        TaskOutcome<int>[] outcomes = await pool
            .MapAsync(static (int x) => x == 500 ? CrashingTasks.AllocateNative() : 3 * x, Enumerable.Range(0, 1000), new MapOptions { BatchSize = batch })
            .Outcomes().ToArrayAsync().AsTask().OrTimeout();

        for (int i = 0; i < 1000; i++)
            if (i != 500) Assert.Equal(3 * i, outcomes[i].Value);
        Assert.True(Assert.IsType<WorkerLostException>(outcomes[500].Exception).IsMemoryLimit);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task Attempts_TwoAfterALoss_TheSecondOneCounts()
    {
        await using ProcessPool pool = await StartAsync();
        Assert.Equal(2, await pool.Submit(static (WorkerContext context) => context.Attempt == 1 ? CrashingTasks.Commit(Crash.Exit) : context.Attempt, new TaskOptions { Attempts = 2 }).AsTask().OrTimeout());
        WorkerLostException ex = await Assert.ThrowsAsync<WorkerLostException>(() => pool.Submit(CrashingTasks.Commit, Crash.Exit, new TaskOptions { Attempts = 3 }).AsTask().OrTimeout());
        Assert.Equal(3, ex.Attempt);
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task Attempts_WithinBatches_OnlyTheTaskConcernedIsTriedAgain()
    {
        await using ProcessPool pool = await StartAsync();
        int[] attempts = await pool.MapAsync(
            static (int x, WorkerContext context) => x % 40 == 7 && context.Attempt == 1 ? CrashingTasks.Commit(Crash.Exit) : AttemptOfALongTask(context),
            Enumerable.Range(0, 100), new MapOptions { BatchSize = 10, Attempts = 2 }).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 100).Select(static x => x % 40 == 7 ? 2 : 1), attempts);
    }

    // So long that its result leaves before the next begins: results of shorter ones share a way, and may be lost with a worker.
    private static int AttemptOfALongTask(WorkerContext context)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMilliseconds(0.3))
        {
        }

        return context.Attempt;
    }
}
