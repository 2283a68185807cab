using Cluster.TestKit;

namespace Cluster.Tests.Pools.Channels;

/// <summary>Tasks over rings, read by whoever waits for them.</summary>
public sealed class RingTests : PoolTest
{
    private const int Tasks = 2_000;

    [Theory]
    [InlineData(PoolChannel.Ring, 1)]
    [InlineData(PoolChannel.Ring, 3)]
    [InlineData(PoolChannel.Pipe, 1)]
    [InlineData(PoolChannel.Auto, 2)]
    public async Task Submit_OneAfterTheOther_EachEnds(PoolChannel channel, int workers)
    {
        await using ProcessPool pool = await StartAsync(channel, workers);
        for (int i = 0; i < Tasks; i++) Assert.Equal(3 * i, await pool.Submit(static (int x) => 3 * x, i));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Submit_ThreadsThatWaitAtTheSameTime_EachGetsItsOwn(int workers)
    {
        await using ProcessPool pool = await StartAsync(PoolChannel.Ring, workers);
        Task[] threads = [.. Enumerable.Range(0, 4).Select(thread => OnThread.Run(() =>
        {
            for (int i = 0; i < Tasks / 4; i++)
            {
                int mine = (thread * Tasks) + i;
                Assert.Equal(mine + 1, pool.Submit(static (int x) => x + 1, mine).GetAwaiter().GetResult());
            }
        }))];
        await Task.WhenAll(threads).OrTimeout();
    }

    [Fact]
    public async Task Submit_InTheProgressOfAnother_Ends()
    {
        await using ProcessPool pool = await StartAsync(PoolChannel.Ring, workers: 2);
        await WarmUpAsync(pool);
        var inner = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        // On whatever thread reads; that it must not wait there is as before, but asking for the awaiter is no waiting.
        var progress = new Handler(() =>
        {
            PoolTask<int> task = pool.Submit(static () => 7);
            _ = task.GetAwaiter();
            task.AsTask().ContinueWith(done => inner.TrySetResult(done.Result), TaskScheduler.Default);
        });
        await pool.Submit(ReportOnce, new TaskOptions { TaskProgress = progress });
        Assert.Equal(7, await inner.Task.OrTimeout());
    }

    [Fact]
    public async Task Submit_WorkersKilledWhileThreadsWait_EveryTaskEndsAndThePoolGoesOn()
    {
        await using ProcessPool pool = await StartAsync(PoolChannel.Ring, workers: 2);
        using var over = new CancellationTokenSource();
        int ended = 0;
        Task[] threads = [.. Enumerable.Range(0, 2).Select(_ => OnThread.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                try
                {
                    Assert.Equal(5, pool.Submit(static () => 5).GetAwaiter().GetResult());
                }
                catch (WorkerLostException)
                {
                    // The one that was running.
                }

                Interlocked.Increment(ref ended);
            }
        }))];
        for (int kill = 0; kill < 5; kill++)
        {
            int before = Volatile.Read(ref ended);
            await Eventually.Async("tasks end", () => Volatile.Read(ref ended) > before + 100);
            foreach (WorkerInfo worker in pool.WorkerProcesses) Kill(worker.ProcessId);
        }

        await over.CancelAsync();
        await Task.WhenAll(threads).OrTimeout();
        Assert.Equal(6, await pool.Submit(static () => 6));
    }

    [Fact]
    public async Task Map_ManyLargeResults_AllArrive()
    {
        await using ProcessPool pool = await StartAsync(PoolChannel.Ring, workers: 2);
        // Each larger than a quarter of a ring; the program is slower than the workers.
        int seen = 0;
        await foreach (byte[] bytes in pool.MapAsync(static (int x) => Enumerable.Repeat((byte)x, 300_000).ToArray(), Enumerable.Range(0, 50)))
        {
            Assert.Equal(300_000, bytes.Length);
            Assert.All(bytes, value => Assert.Equal((byte)seen, value));
            seen++;
        }

        Assert.Equal(50, seen);
    }

    private static Task<ProcessPool> StartAsync(PoolChannel channel, int workers) =>
        ProcessPool.StartAsync(new ProcessPoolOptions { Workers = workers, Channel = channel });

    private static async Task WarmUpAsync(ProcessPool pool)
    {
        for (int i = 0; i < 100; i++) await pool.Submit(static () => 0);
    }

    private static void ReportOnce(WorkerContext context) => context.Report(0.5);

    private static void Kill(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException)
        {
            // Gone already.
        }
    }

    private sealed class Handler(Action report) : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value) => report();
    }
}
