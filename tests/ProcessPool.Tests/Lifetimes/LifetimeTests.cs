using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Lifetimes;

/// <summary>When workers come and go.</summary>
public sealed class LifetimeTests : PoolTest
{
    private static int s_initialized;

    [Fact]
    public async Task IdleTimeout_NothingToDo_WorkersGoAndComeBackForTheNextTask()
    {
        await using ProcessPool pool = await StartAsync(static options => options.IdleTimeout = TimeSpan.FromMilliseconds(20));
        for (int round = 0; round < 3; round++)
        {
            await Eventually.Async("all workers are gone", () => pool.WorkerProcesses.Count == 0);
            Assert.Equal(round, await pool.Submit(static (int x) => x, round).AsTask().OrTimeout());
        }

        await pool.WarmUpAsync().OrTimeout();
        int[] results = await pool.MapAsync(static (int x) => x, Enumerable.Range(0, 1000)).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 1000), results);
    }

    [Theory]
    [Trait("Fault", "34")]
    [InlineData(1)]
    [InlineData(5)]
    public async Task RecycleAfterTasks_ShortTasks_NoProcessDoesMore(int most)
    {
        await using ProcessPool pool = await StartAsync(options => options.RecycleAfterTasks = most);
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 30).Select(_ => pool.Submit(static () => Environment.ProcessId))];
        int[] processes = await Task.WhenAll(tasks.Select(static task => task.AsTask())).OrTimeout();
        Assert.All(processes.CountBy(static id => id), each => Assert.InRange(each.Value, 1, most));

        processes = await pool.MapAsync(static (int _) => Environment.ProcessId, Enumerable.Range(0, 20)).ToArrayAsync().AsTask().OrTimeout();
        Assert.All(processes.CountBy(static id => id), each => Assert.InRange(each.Value, 1, 2 * most));
    }

    [Fact]
    public async Task RecycleAfterTasks_WithAnInitializer_ItIsNoTask()
    {
        await using ProcessPool pool = await StartAsync(static options =>
        {
            options.RecycleAfterTasks = 1;
            options.UseInitializer(static () => s_initialized++);
        });
        (int ProcessId, int Initialized)[] told = await pool.MapAsync(static (int _) => (Environment.ProcessId, s_initialized), Enumerable.Range(0, 6)).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(6, told.Select(static each => each.ProcessId).Distinct().Count());
        Assert.All(told, static each => Assert.Equal(1, each.Initialized));
    }

    [Fact]
    [Trait("Fault", "34")]
    public async Task RecycleAboveMemory_WorkerThatKeepsMuch_IsReplacedWhenItHasNothingToDo()
    {
        await using ProcessPool pool = await StartAsync(static options => (options.Workers, options.RecycleAboveMemory) = (1, 100 << 20));
        int first = await pool.Submit(static () => Keep(200 << 20)).AsTask().OrTimeout();
        await Eventually.Async("another is there", () => pool.WorkerProcesses is [var only] && only.ProcessId != first);
        int second = await pool.Submit(static () => Keep(1 << 20)).AsTask().OrTimeout();
        Assert.Equal(second, await pool.Submit(static () => Environment.ProcessId).AsTask().OrTimeout());
    }

    [Fact]
    [Trait("Fault", "1")]
    [Trait("Fault", "19")]
    public async Task Initializer_WorkerIsKilled_ItsReplacementIsInitializedToo()
    {
        await using ProcessPool pool = await StartAsync(static options => options.UseInitializer(static () => s_initialized++));
        foreach (WorkerInfo worker in pool.WorkerProcesses) Process.GetProcessById(worker.ProcessId).Kill();
        int[] seen = await pool.MapAsync(static (int _) => s_initialized, Enumerable.Range(0, 50), new MapOptions { BatchSize = 1 }).ToArrayAsync().AsTask().OrTimeout();
        Assert.All(seen, static each => Assert.Equal(1, each));
        Assert.Equal(0, s_initialized);
    }

    [Fact]
    public async Task Initializer_Throws_ThePoolDoesNotStart()
    {
        PoolBrokenException ex = await Assert.ThrowsAsync<PoolBrokenException>(() => StartAsync(static options => options.UseInitializer(static () => throw new InvalidOperationException("no data"))));
        Assert.Contains("no data", ex.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "79")]
    public async Task Initializer_ThrowsInAReplacement_ThePoolIsBrokenAndSaysSo()
    {
        string flag = Path.GetTempFileName();
        try
        {
            await using ProcessPool pool = await StartAsync(options => options.UseInitializer(static (string path) => { if (!File.Exists(path)) throw new InvalidOperationException("no flag"); }, flag));
            PoolTask<int> running = pool.Submit(static () => { Thread.Sleep(Timeout.Infinite); return 1; });
            await Eventually.Async("it runs", () => running.State == PoolTaskState.Running);
            File.Delete(flag);
            foreach (WorkerInfo worker in pool.WorkerProcesses) Process.GetProcessById(worker.ProcessId).Kill();
            Assert.IsType<WorkerLostException>(await Record.ExceptionAsync(() => running.AsTask().OrTimeout()));
            await Eventually.Async("it is broken", () => !pool.IsUsable);
            PoolTask<int> task = pool.Submit(static () => 1);
            PoolBrokenException ex = await Assert.ThrowsAsync<PoolBrokenException>(() => task.AsTask().OrTimeout());
            Assert.Contains("no flag", ex.Message, StringComparison.Ordinal);
            Assert.Equal(CancelOutcome.TooLate, await task.Cancel().OrTimeout());
            await Assert.ThrowsAsync<PoolBrokenException>(() => pool.WarmUpAsync().OrTimeout());
        }
        finally
        {
            File.Delete(flag);
        }
    }

    [Fact]
    [Trait("Fault", "7")]
    [Trait("Fault", "18")]
    public async Task Start_WorkerThatCannotCome_SaysWhy()
    {
        // A heap of 64 KiB, with which the runtime does not begin.
        PoolBrokenException ex = await Assert.ThrowsAsync<PoolBrokenException>(() => StartAsync(static options => options.Environment["DOTNET_GCHeapHardLimit"] = "10000"));
        Assert.Contains("before it was ready", ex.Message, StringComparison.Ordinal);
        Assert.Contains("GC heap initialization failed", ex.Message, StringComparison.Ordinal);
    }

    // A start that had just succeeded when its wait was ended is nobody's.
    [Fact]
    public async Task Start_CancelledAboutWhenItEnds_LeavesNothing()
    {
        Random random = SeededRandom.Create();
        var options = new ProcessPoolOptions { Workers = 1 };
        for (int round = 0; round < 30; round++)
        {
            // What a start takes changes with the load.
            long begin = Stopwatch.GetTimestamp();
            await using (await ProcessPool.StartAsync(options).OrTimeout())
            {
            }

            using var source = new CancellationTokenSource(Stopwatch.GetElapsedTime(begin) * (0.5 + (random.NextDouble() / 2)));
            try
            {
                await using ProcessPool pool = await ProcessPool.StartAsync(options, source.Token).OrTimeout();
            }
            catch (OperationCanceledException)
            {
                // In time.
            }
        }
    }

    [Fact]
    [Trait("Fault", "78")]
    public async Task Start_Cancelled_LeavesNothing()
    {
        using var source = new CancellationTokenSource();
        Task<ProcessPool> starting = ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 }, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.OrTimeout());
    }

    [Fact]
    [Trait("Fault", "80")]
    public async Task Pool_StartedInAWorker_IsExplained()
    {
        await using ProcessPool pool = await StartAsync();
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(StartNestedAsync, PoolMode.Processes).AsTask().OrTimeout());
        Assert.Equal("System.InvalidOperationException", ex.RemoteTypeName);
        Assert.Contains("multiply", ex.Message, StringComparison.Ordinal);
        // What the message advises.
        Assert.Equal(4, await pool.Submit(StartNestedAsync, PoolMode.Threads).AsTask().OrTimeout());
    }

    [Fact]
    public async Task Output_OfWorkers_ArrivesInLines()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<WorkerOutput>();
        await using ProcessPool pool = await StartAsync(options => options.OutputReceived = lines.Enqueue);
        await pool.ForEachAsync(static (int x) => { Console.WriteLine($"out {x}"); Console.Error.WriteLine($"err {x}"); }, Enumerable.Range(0, 10)).OrTimeout();
        await Eventually.Async("all lines have come", () => lines.Count >= 20);
        Assert.Equal(Enumerable.Range(0, 10).Select(static x => $"out {x}").Order(), lines.Where(static line => !line.IsError).Select(static line => line.Text).Order());
        Assert.Equal(Enumerable.Range(0, 10).Select(static x => $"err {x}").Order(), lines.Where(static line => line.IsError).Select(static line => line.Text).Order());
        Assert.All(lines, line => Assert.Contains(pool.WorkerProcesses, worker => worker.Id == line.WorkerId && worker.ProcessId == line.ProcessId));
    }

    [Fact]
    public async Task Resize_DownAndUp_AsManyWorkersAsWanted()
    {
        await using ProcessPool pool = await StartAsync();
        foreach (int workers in (int[])[1, 3, 1, 2])
        {
            await pool.ResizeAsync(workers).OrTimeout();
            await Eventually.Async("as many are there", () => pool.WorkerProcesses.Count == workers);
            Assert.Equal(Enumerable.Range(0, workers), pool.WorkerProcesses.Select(static worker => worker.Id).Order());
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pool.ResizeAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pool.ResizeAsync(257));
    }

    private static readonly List<byte[]> s_kept = [];

    private static int Keep(int bytes)
    {
        byte[] block = new byte[bytes];
        Array.Fill(block, (byte)1);
        s_kept.Add(block);
        return Environment.ProcessId;
    }

    private static async Task<int> StartNestedAsync(PoolMode mode)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1, Mode = mode, MaxNesting = 0 });
        return await pool.Submit(static (int x) => x * x, 2);
    }
}
