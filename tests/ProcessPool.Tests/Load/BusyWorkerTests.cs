using System.Diagnostics;
using Cluster.TestKit;
using Cluster.Tests.Pools.Crashes;

namespace Cluster.Tests.Pools.Load;

/// <summary>Workers that do not read, or whose threads are all taken: nobody waits for them who need not, and nobody kills them for it.</summary>
public sealed class BusyWorkerTests : PoolTest
{
    private const int PieceBytes = 256 << 10;
    private const int MostPieces = 16;

    [Fact]
    [Trait("Fault", "26")]
    public async Task Map_WorkersDoNotRead_TakesNoMoreThanItMay()
    {
        await using ProcessPool pool = await StartAsync();
        using SharedValue<int> open = pool.CreateSharedValue<int>();
        PoolTask[] blocking = await BlockAsync(pool, open);
        int taken = 0;
        IEnumerable<byte[]> Source()
        {
            while (true)
            {
                Interlocked.Increment(ref taken);
                yield return new byte[PieceBytes];
            }
        }

        Task<int> first = FirstAsync(pool.MapAsync(static (byte[] bytes) => bytes.Length, Source(), new MapOptions { BatchSize = 1, MaxBufferedBytes = MostPieces * PieceBytes }));
        await Eventually.Async("it has taken what it may", () => Volatile.Read(ref taken) >= MostPieces);
        using Process process = Process.GetCurrentProcess();
        long before = process.WorkingSet64;
        await Task.Delay(TimeSpan.FromSeconds(TestScale.Of(1, 30)));
        process.Refresh();
        Assert.InRange(Volatile.Read(ref taken), MostPieces, MostPieces + 2);
        Assert.InRange(process.WorkingSet64 - before, long.MinValue, 32L << 20);
        Assert.False(first.IsCompleted);
        open.Value = 1;
        Assert.Equal(PieceBytes, await first.OrTimeout());
        foreach (PoolTask task in blocking) await task.AsTask().OrTimeout();
    }

    [Fact]
    [Trait("Fault", "26")]
    [Trait("Fault", "31")]
    public async Task Submit_WorkersDoNotRead_ReturnsAtOnce()
    {
        await using ProcessPool pool = await StartAsync(static options => options.InlineLimit = null);
        using SharedValue<int> open = pool.CreateSharedValue<int>();
        PoolTask[] blocking = await BlockAsync(pool, open);
        // Far more than sockets hold; on a thread of its own, in case that it blocks.
        PoolTask<int>[] tasks = await OnThread.Run(() => Enumerable.Range(0, 64).Select(_ => pool.Submit(static (byte[] bytes) => bytes.Length, new byte[1 << 20])).ToArray()).OrTimeout();
        Assert.All(tasks, static task => Assert.Equal(PoolTaskState.Waiting, task.State));
        open.Value = 1;
        foreach (PoolTask<int> task in tasks) Assert.Equal(1 << 20, await task.AsTask().OrTimeout());
        foreach (PoolTask task in blocking) await task.AsTask().OrTimeout();
    }

    [Fact]
    [Trait("Fault", "23")]
    public async Task Task_TakesAllThreadsOfItsWorker_IsNotKilledForIt()
    {
        await using ProcessPool pool = await StartAsync(static options => options.Workers = 1);
        int before = pool.WorkerProcesses[0].ProcessId;
        PoolTask<int> starved = pool.Submit(Starve, TimeSpan.FromSeconds(TestScale.Of(3, 20)));
        Assert.Equal(500, await starved.AsTask().OrTimeout());
        Assert.Equal(before, await pool.Submit(static () => Environment.ProcessId).AsTask().OrTimeout());
    }

    [Fact]
    [Trait("Fault", "22")]
    public async Task WorkerProcesses_TaskHasNoLimitAndDoesNotEnd_SaySoAndForHowLong()
    {
        await using ProcessPool pool = await StartAsync();
        Assert.All(pool.WorkerProcesses, static worker => Assert.Equal((null, TimeSpan.Zero), (worker.Function, worker.Elapsed)));
        PoolTask<int> loop = pool.Submit(CrashingTasks.LoopForEver);
        await Eventually.Async("it has been running for a while", () => pool.WorkerProcesses.Any(static worker => worker.Elapsed > TimeSpan.FromMilliseconds(300)));
        WorkerInfo busy = Assert.Single(pool.WorkerProcesses, static worker => worker.Function is not null);
        Assert.Contains("LoopForEver", busy.Function, StringComparison.Ordinal);
        Assert.True(await loop.Cancel().OrTimeout() == CancelOutcome.Killed);
        await pool.WarmUpAsync().OrTimeout();
        Assert.All(pool.WorkerProcesses, static worker => Assert.Null(worker.Function));
    }

    private static async Task<PoolTask[]> BlockAsync(ProcessPool pool, SharedValue<int> open)
    {
        using SharedValue<int> running = pool.CreateSharedValue<int>();
        PoolTask[] tasks = [.. Enumerable.Range(0, pool.Workers).Select(_ => pool.Submit(static (SharedValue<int> running, SharedValue<int> open) =>
        {
            running.Increment();
            while (open.Value == 0) Thread.Sleep(1);
        }, running, open))];
        await Eventually.Async("all workers are at it", () => running.Value == pool.Workers);
        return tasks;
    }

    private static async Task<int> FirstAsync(IAsyncEnumerable<int> results)
    {
        await foreach (int result in results) return result;
        return 0;
    }

    private static int Starve(TimeSpan time)
    {
        using var over = new ManualResetEventSlim();
        Task[] blocked = [.. Enumerable.Range(0, 500).Select(_ => Task.Run(over.Wait))];
        Thread.Sleep(time);
        over.Set();
        Task.WaitAll(blocked);
        return blocked.Length;
    }
}
