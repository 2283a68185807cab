using System.Diagnostics;

namespace Cluster.Stress.Campaigns;

/// <summary>Pools that live for a moment: made, given tasks, killed at, disposed, in any order and from two sides at once.</summary>
internal sealed class Disposal : ICampaign
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public string Name => "disposal";

    public string Summary => "pools made, given tasks, cancelled, killed at and disposed in any order; none may take 30 s";

    public string Times => "wish to end → the pool has ended";

    public async Task RunAsync(CampaignRun run)
    {
        for (int left = run.Of(ci: 60, full: 2000); left > 0; left--)
        {
            run.Stopping.ThrowIfCancellationRequested();
            int seed = run.Random.Next();
            try
            {
                await LiveAsync(run, new Random(seed)).WaitAsync(Limit);
            }
            catch (TimeoutException)
            {
                run.Check(false, () => $"a pool was not over after {Limit.TotalSeconds:0} s (its own seed: {seed})");
                // Whatever hangs there would be counted again in every other.
                return;
            }

            await run.LookAsync();
        }
    }

    private static async Task LiveAsync(CampaignRun run, Random random)
    {
        using var start = new CancellationTokenSource();
        if (random.Next(10) == 0) start.CancelAfter(random.Next(60));
        var options = new ProcessPoolOptions
        {
            Workers = random.Next(1, 4), Channel = run.Channel, CancelGrace = TimeSpan.FromMilliseconds(random.Next(30)), StopLimit = TimeSpan.FromSeconds(1),
            DisposePolicy = random.Next(3) == 0 ? DisposePolicy.Drain : DisposePolicy.Cancel,
            RecycleAfterTasks = random.Next(4) == 0 ? random.Next(1, 5) : null,
        };
        ProcessPool pool;
        try
        {
            pool = await ProcessPool.StartAsync(options, start.Token);
        }
        catch (OperationCanceledException) when (start.IsCancellationRequested)
        {
            run.Check(true, static () => "");
            return;
        }

        var tasks = new List<PoolTask<int>>();
        int number = 0;
        bool mayWait = options.DisposePolicy == DisposePolicy.Cancel;
        for (int left = random.Next(12); left > 0; left--) Act(run, random, pool, tasks, mayWait, ref number);
        await EndAsync(run, random, pool);
        // Whoever waits for a task hears of its end; one that never ends runs into the limit.
        await Task.WhenAll(tasks.Select(static task => task.AsTask())).ContinueWith(static _ => { }, TaskScheduler.Default);
        bool allEnded = tasks.TrueForAll(static task => task.State is not (PoolTaskState.Waiting or PoolTaskState.Running));
        run.Check(allEnded, static () => "a task that has ended says that it has not");
    }

    private static void Act(CampaignRun run, Random random, ProcessPool pool, List<PoolTask<int>> tasks, bool mayWait, ref int number)
    {
        number++;
        switch (random.Next(mayWait ? 8 : 6))
        {
            case 0 when pool.WorkerProcesses is { Count: > 0 } staff:
                if (Victim.TrySignal(staff[random.Next(staff.Count)].ProcessId, Victim.Kill)) run.Fault();
                break;
            case 1 when tasks.Count > 0:
                _ = tasks[random.Next(tasks.Count)].Cancel();
                run.Fault();
                break;
            case 2: Thread.Sleep(random.Next(20)); break;
            // These two end by being cancelled, and would be waited for otherwise.
            case 6: tasks.Add(pool.Submit(TokenTasks.Heeding, number, 60_000)); break;
            case 7: tasks.Add(pool.Submit(TokenTasks.Deaf, number, 60_000)); break;
            case 5: tasks.Add(pool.Submit(TokenTasks.Briefly, number)); break;
            default: tasks.Add(pool.Submit(TokenTasks.Nothing, number)); break;
        }
    }

    private static async Task EndAsync(CampaignRun run, Random random, ProcessPool pool)
    {
        long begin = Stopwatch.GetTimestamp();
        Task[] ends = random.Next(4) switch
        {
            0 => [pool.KillAsync()],
            1 => [pool.DisposeAsync().AsTask(), Task.Run(pool.KillAsync)],
            2 => [pool.DisposeAsync().AsTask(), Task.Run(async () => await pool.DisposeAsync())],
            _ => [pool.DisposeAsync().AsTask()],
        };
        run.Fault();
        await Task.WhenAll(ends);
        await pool.DisposeAsync();
        run.Durations.Add(Stopwatch.GetElapsedTime(begin));
    }
}
