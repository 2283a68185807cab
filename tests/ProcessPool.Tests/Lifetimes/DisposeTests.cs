using System.Collections.Concurrent;
using Cluster.TestKit;
using Cluster.Tests.Pools.Crashes;

namespace Cluster.Tests.Pools.Lifetimes;

/// <summary>Ends of pools: at any time, by anybody, more than once; and what a pool says after its end.</summary>
public sealed class DisposeTests : PoolTest
{
    [Fact]
    [Trait("Campaign", "C14")]
    [Trait("Fault", "78")]
    public async Task Random_AnythingAtAnyTime_EveryTaskEndsOnceAndNoProcessIsLeft()
    {
        SeededRandom random = SeededRandom.Create();
        var unobserved = new ConcurrentQueue<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, told) => unobserved.Enqueue(told.Exception);
        CollectTasks();
        TaskScheduler.UnobservedTaskException += note;
        try
        {
            int runs = TestScale.Of(60, 2000);
            int operations = 0;
            for (int run = 0; run < runs; run++)
            {
                await using var race = new DisposeRace(random);
                await race.RunAsync();
                operations += race.Operations;
            }

            CollectTasks();
            TestContext.Current.TestOutputHelper?.WriteLine($"{runs} pools, {operations} operations");
            Assert.True(unobserved.IsEmpty, $"{unobserved.Count} exceptions that nobody looked at, as {unobserved.FirstOrDefault()}");
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= note;
        }
    }

    [Fact]
    [Trait("Fault", "78")]
    public async Task Dispose_TwiceAtOnce_BothWaitForTheEnd()
    {
        for (int round = 0; round < 5; round++)
        {
            ProcessPool pool = await StartAsync();
            int[] processes = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
            PoolTask<int> stuck = pool.Submit(CrashingTasks.LoopForEver);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(each => OnThread.Run(() =>
            {
                if (each == 0) pool.KillAsync().GetAwaiter().GetResult();
                else pool.DisposeAsync().AsTask().GetAwaiter().GetResult();
                Assert.DoesNotContain(processes, ProcessTable.IsChild);
            }))).OrTimeout();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stuck.AsTask().OrTimeout());
        }
    }

    [Fact]
    [Trait("Fault", "78")]
    public async Task Dispose_WhileSomebodyWaitsForWorkers_ThatWaitEnds()
    {
        ProcessPool pool = await StartAsync(static options => options.UseInitializer(static () => Thread.Sleep(50)));
        Task resized = pool.ResizeAsync(4);
        Task warm = pool.WarmUpAsync();
        await pool.DisposeAsync().AsTask().OrTimeout();
        foreach (Task waits in (Task[])[resized, warm])
            if (await Record.ExceptionAsync(() => waits.OrTimeout()) is { } ex) Assert.IsType<ObjectDisposedException>(ex);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.WarmUpAsync().OrTimeout());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.ResizeAsync(1).OrTimeout());
    }

    [Theory]
    [Trait("Fault", "78")]
    [InlineData(PoolMode.Processes)]
    [InlineData(PoolMode.Threads)]
    public async Task Dispose_WhileAMapIsConsumed_TheLoopEnds(PoolMode mode)
    {
        ProcessPool pool = await StartAsync(options => options.Mode = mode);
        int seen = 0;
        Exception? ex = await Record.ExceptionAsync(async () =>
        {
            await foreach (int x in pool.MapAsync(static (int x) => x, Endless(), new MapOptions { BatchSize = 5, MaxBuffered = 50 }))
                if (++seen == 100) await pool.DisposeAsync().AsTask().OrTimeout();
        });
        Assert.True(ex is ObjectDisposedException or OperationCanceledException, $"{ex}");
        await pool.DisposeAsync().AsTask().OrTimeout();
    }

    [Theory]
    [Trait("Fault", "79")]
    [InlineData(PoolMode.Processes)]
    [InlineData(PoolMode.Threads)]
    public async Task Disposed_WhateverIsWanted_SaysSoAtOnce(PoolMode mode)
    {
        ProcessPool pool = await StartAsync(options => options.Mode = mode);
        PoolTask<int> before = pool.Submit(static () => 4);
        Assert.Equal(4, await before);
        await pool.DisposeAsync();
        Assert.False(pool.IsUsable);
        Assert.Throws<ObjectDisposedException>(() => pool.Submit(static () => 1));
        Assert.Throws<ObjectDisposedException>(() => pool.Submit(static (byte[] bytes) => bytes.Length, new byte[4 << 20]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await pool.MapAsync(static (int x) => x, [1, 2]).ToArrayAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.ForEachAsync(static (int _) => { }, [1, 2]));
        Assert.Throws<ObjectDisposedException>(() => pool.CreateShared<int>(4));
        Assert.Equal(CancelOutcome.TooLate, await before.Cancel().OrTimeout());
        Assert.Equal(PoolTaskState.Succeeded, before.State);
        await pool.DrainAsync().OrTimeout();
        await pool.KillAsync().OrTimeout();
        await pool.DisposeAsync().AsTask().OrTimeout();
    }

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++) yield return i;
    }

    // What nobody has looked at is found when it is collected.
    private static void CollectTasks()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
