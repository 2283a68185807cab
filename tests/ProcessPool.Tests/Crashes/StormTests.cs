using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>Many deaths: all workers at once, again and again, at their start, and while the pool ends.</summary>
public sealed class StormTests : PoolTest
{
    [Fact]
    [Trait("Fault", "19")]
    public async Task Kill_AllWorkersAtOnce_TheMapIsComplete()
    {
        int storms = TestScale.Of(8, 100);
        await using ProcessPool pool = await StartAsync(static options => options.Workers = 4);
        using var over = new CancellationTokenSource();
        Task<int> storm = KillAllAsync(pool, storms, over);
        int tasks = 0;
        while (!over.IsCancellationRequested)
        {
            int[] tripled = await pool.MapAsync(Triple, Enumerable.Range(0, 400), new MapOptions { Attempts = 100 }).ToArrayAsync().AsTask().OrTimeout();
            Assert.Equal(Enumerable.Range(0, 400).Select(static x => 3 * x), tripled);
            tasks += tripled.Length;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{await storm} workers killed in {storms} storms, {tasks} tasks right");
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    [Trait("Fault", "18")]
    public async Task Initializer_EndsItsProcess_ThePoolGivesUpAndSaysWhy()
    {
        PoolBrokenException ex = await Assert.ThrowsAsync<PoolBrokenException>(() => StartAsync(static options => options.UseInitializer(static () => Environment.Exit(3))));
        Assert.Contains("starts in a row finished nothing", ex.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 3", ex.Message, StringComparison.Ordinal);
        Assert.Contains("initializer", ex.Message, StringComparison.Ordinal);
    }

    // Killed by chance while it was getting ready: as good a start as any other, and the pool lives.
    [Fact]
    [Trait("Fault", "18")]
    public async Task Initializer_ItsProcessIsKilledOnce_AnotherTakesItsPlace()
    {
        string flag = Path.GetTempFileName();
        try
        {
            await using ProcessPool pool = await StartAsync(options => options.UseInitializer(EndOnce, flag));
            Assert.False(File.Exists(flag));
            await CrashTests.AssertGoesOnAsync(pool);
        }
        finally
        {
            File.Delete(flag);
        }
    }

    [Theory]
    [Trait("Fault", "20")]
    [InlineData(DisposePolicy.Drain)]
    [InlineData(DisposePolicy.Cancel)]
    public async Task Dispose_WorkersCrashWhileTheyEnd_Ends(DisposePolicy policy)
    {
        SeededRandom random = SeededRandom.Create();
        int runs = TestScale.Of(10, 100);
        TimeSpan longest = TimeSpan.Zero;
        for (int run = 0; run < runs; run++)
        {
            ProcessPool pool = await StartAsync(options => options.DisposePolicy = policy);
            int[] ways = [random.Next(4), random.Next(4)];
            foreach (int way in ways) await pool.Submit(CrashAtEnd, way).AsTask().OrTimeout();
            PoolTask<int>[] tasks = [.. Enumerable.Range(0, random.Next(3)).Select(i => pool.Submit(Triple, i))];
            long begin = Stopwatch.GetTimestamp();
            await pool.DisposeAsync().AsTask().OrTimeout();
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(begin).Ticks));
            foreach (PoolTask<int> task in tasks) await EndOf(task);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} pools, the longest end took {longest.TotalMilliseconds:0} ms");
    }

    [Fact]
    [Trait("Fault", "20")]
    public async Task Dispose_WorkersAreKilledMeanwhile_Ends()
    {
        SeededRandom random = SeededRandom.Create();
        for (int run = 0; run < TestScale.Of(10, 100); run++)
        {
            ProcessPool pool = await StartAsync();
            int[] processes = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
            PoolTask<int>[] tasks = [.. Enumerable.Range(0, 20).Select(i => pool.Submit(Triple, i))];
            int spins = random.Next(20_000);
            Task killing = OnThread.Run(() =>
            {
                Thread.SpinWait(spins);
                foreach (int process in processes) Kill(process);
            });
            Thread.SpinWait(random.Next(20_000));
            await pool.DisposeAsync().AsTask().OrTimeout();
            await killing;
            foreach (PoolTask<int> task in tasks) await EndOf(task);
        }
    }

    private static async Task<int> KillAllAsync(ProcessPool pool, int storms, CancellationTokenSource over)
    {
        int killed = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        for (int storm = 0; storm < storms && await timer.WaitForNextTickAsync(); storm++)
        {
            // Not those that have done nothing: of those a pool may lose a few in a row only.
            await Eventually.Async("all are at work", () => pool.WorkerProcesses is { Count: 4 } workers && workers.All(static worker => worker.TasksDone > 0));
            foreach (WorkerInfo worker in pool.WorkerProcesses)
                if (Kill(worker.ProcessId)) killed++;
        }

        await over.CancelAsync();
        return killed;
    }

    private static bool Kill(int processId)
    {
        try
        {
            Process.GetProcessById(processId).Kill();
            return true;
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // However it ends; and it does.
    private static Task EndOf(PoolTask task) => task.ContinueWith(static _ => { }).OrTimeout();

    private static int Triple(int x)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMilliseconds(2))
        {
        }

        return 3 * x;
    }

    private static void EndOnce(string flag)
    {
        if (!File.Exists(flag)) return;
        File.Delete(flag);
        CrashingTasks.Commit(Crash.Kill);
    }

    private static void CrashAtEnd(int way) => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        switch (way)
        {
            case 0: CrashingTasks.Commit(Crash.FailFast); break;
            case 1: CrashingTasks.Commit(Crash.NativeFault); break;
            case 2: throw new InvalidOperationException("at the end");
            default: CrashingTasks.Commit(Crash.Kill); break;
        }
    };
}
