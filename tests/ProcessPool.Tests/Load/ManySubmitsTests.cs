using System.Collections.Concurrent;
using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Load;

/// <summary>Calls from several threads, far more than workers take at a time: each ends once.</summary>
public sealed class ManySubmitsTests : PoolTest
{
    private const int Threads = 8;

    [Fact]
    [Trait("Fault", "31")]
    public async Task Submit_FromEightThreads_AllEnd()
    {
        int each = TestScale.Of(100_000, 1_000_000) / Threads;
        await using ProcessPool pool = await StartAsync();
        int[][] results = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => OnThread.Run(() =>
        {
            var tasks = new Task<int>[each];
            for (int i = 0; i < each; i++) tasks[i] = pool.Submit(static (int x) => x, (thread * each) + i).AsTask();
            return Task.WhenAll(tasks).GetAwaiter().GetResult();
        }))).WaitAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(Enumerable.Range(0, Threads * each), results.SelectMany(static part => part));
    }

    [Fact]
    [Trait("Fault", "31")]
    [Trait("Campaign", "C10")]
    public async Task Submit_FromEightThreadsWhileWorkersAreKilled_EachEndsOnce()
    {
        int each = TestScale.Of(50_000, 1_000_000) / Threads;
        int kills = TestScale.Of(10, 100);
        SeededRandom random = SeededRandom.Create();
        await using ProcessPool pool = await StartAsync();
        int[] ends = new int[Threads * each];
        int right = 0, lost = 0;
        var others = new ConcurrentQueue<Exception?>();
        Task submitting = Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => OnThread.Run(() =>
        {
            var told = new Task[each];
            for (int i = 0; i < each; i++)
            {
                int x = (thread * each) + i;
                Task<int> task = pool.Submit(static (int x) => x, x).AsTask();
                told[i] = task.ContinueWith(
                    done =>
                    {
                        Interlocked.Increment(ref ends[x]);
                        if (done.IsCompletedSuccessfully && done.Result == x) Interlocked.Increment(ref right);
                        else if (done.Exception?.InnerException is WorkerLostException) Interlocked.Increment(ref lost);
                        else others.Enqueue(done.Exception?.InnerException);
                    }, TaskScheduler.Default);
            }

            Task.WaitAll(told);
        })));
        int killed = await KillAsync(pool, random, kills, submitting);
        await submitting.WaitAsync(TimeSpan.FromMinutes(10));
        TestContext.Current.TestOutputHelper?.WriteLine($"{ends.Length:N0} calls, {killed} workers killed, {lost} calls lost with them");
        Assert.All(ends, static one => Assert.Equal(1, one));
        Assert.True(others.IsEmpty, $"{others.Count} ended otherwise, as by {others.FirstOrDefault()}");
        Assert.Equal(ends.Length, right + lost);
        // Of all that was with a worker only what ran is lost.
        Assert.InRange(lost, 0, killed);
    }

    // As many as there is time for, and none that has done nothing: of those a pool may lose a few in a row only.
    private static async Task<int> KillAsync(ProcessPool pool, SeededRandom random, int kills, Task until)
    {
        int killed = 0;
        while (killed < kills && !until.IsCompleted)
        {
            await Task.Delay(random.Next(5, 40));
            WorkerInfo[] workers = [.. pool.WorkerProcesses.Where(static worker => worker.TasksDone > 0)];
            if (workers.Length == 0) continue;
            try
            {
                Process.GetProcessById(workers[random.Next(workers.Length)].ProcessId).Kill();
                killed++;
            }
            catch (Exception ex) when (ex is ArgumentException or InvalidOperationException)
            {
                // On its way out already.
            }
        }

        return killed;
    }
}
