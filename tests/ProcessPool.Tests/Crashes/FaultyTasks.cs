using Cluster.Processes;
using Cluster.TestKit;
using Cluster.TestKit.Crashes;

namespace Cluster.Tests.Pools.Crashes;

/// <summary>Tasks on workers that fail by plan, and what came of them.</summary>
/// <param name="Values">Tasks that gave what they should.</param>
/// <param name="Failures">Of the others; the one reason if the pool did not start.</param>
/// <param name="Started">Whether it did.</param>
/// <param name="Failed">Workers that failed by plan.</param>
internal sealed record FaultyTasks(int Values, IReadOnlyList<Exception> Failures, bool Started, int Failed)
{
    internal const int Count = 12;

    private const string Library = "FaultyWorker.dll";

    /// <summary>Runs some tasks on two workers, over <paramref name="channel"/>, of which up to <paramref name="most"/> fail, those that replace others included.</summary>
    internal static async Task<FaultyTasks> ExecuteAsync(FaultPoint point, FaultWay way, int most, PoolChannel channel)
    {
        using var folder = new FaultFolder();
        var plan = new FaultPlan(point, way, FaultTraffic.Tasks, most, folder.Path);
        var options = new ProcessPoolOptions
        {
            Workers = 2, Channel = channel, Program = Program(), StopLimit = TimeSpan.FromMilliseconds(300),
            // Where a worker is to be asked to go, it must be; elsewhere nothing is to be waited for that may never come.
            DisposePolicy = point == FaultPoint.Shutdown ? DisposePolicy.Drain : DisposePolicy.Cancel,
        };
        if (way == FaultWay.Hang) options.Timeout = TimeSpan.FromMilliseconds(800);
        if (point <= FaultPoint.RingsHalf) options.StartLimit = TimeSpan.FromSeconds(1);
        options.Environment[FaultPlan.Variable] = plan.Encode();
        ProcessPool pool;
        try
        {
            pool = await ProcessPool.StartAsync(options).OrTimeout();
        }
        catch (PoolBrokenException ex)
        {
            return new FaultyTasks(0, [ex], Started: false, plan.Taken);
        }

        (int values, List<Exception> failures) = await RunAsync(pool);
        return new FaultyTasks(values, failures, Started: true, plan.Taken);
    }

    private static async Task<(int Values, List<Exception> Failures)> RunAsync(ProcessPool pool)
    {
        int values = 0;
        var failures = new List<Exception>();
        await using (pool)
        {
            PoolTask<FaultyTask.Half>[] tasks = [.. Enumerable.Range(0, Count).Select(number => pool.Submit(FaultyTask.Halve, number))];
            Task all = Task.WhenAll(tasks.Select(static task => task.AsTask()));
            await all.WaitAsync(TestTimeouts.Unexpected).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (int number = 0; number < Count; number++)
            {
                if (!tasks[number].AsTask().IsCompleted)
                {
                    failures.Add(new TimeoutException($"task {number} has not ended"));
                    continue;
                }

                try
                {
                    FaultyTask.Half half = await tasks[number];
                    Assert.Equal(number / 2.0, half.Value);
                    values++;
                }
                catch (Exception ex) when (ex is not Xunit.Sdk.XunitException)
                {
                    failures.Add(ex);
                }
            }
        }

        return (values, failures);
    }

    // As a worker is started for this program, with another file in its place.
    private static WorkerProgram Program()
    {
        WorkerProgram worker = WorkerProgram.OfApplication();
        return worker with { Arguments = [.. worker.Arguments.SkipLast(1), Path.Combine(AppContext.BaseDirectory, Library)] };
    }
}
