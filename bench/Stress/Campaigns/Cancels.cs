using System.Diagnostics;

namespace Cluster.Stress.Campaigns;

/// <summary>Tasks submitted and cancelled in any order on one pool: what is said of a wish to cancel is what became of the task.</summary>
internal sealed class Cancels : ICampaign
{
    private const int Most = 64;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public string Name => "cancels";

    public string Summary => "tasks submitted and cancelled in any order; what is said of each is what became of it";

    public string Times => "wish to cancel → its outcome";

    public async Task RunAsync(CampaignRun run)
    {
        int operations = run.Of(ci: 5_000, full: 100_000);
        TimeSpan grace = TimeSpan.FromMilliseconds(5);
        var options = new ProcessPoolOptions { Workers = 3, CancelGrace = grace, DisposePolicy = DisposePolicy.Cancel, Channel = run.Channel };
        await using ProcessPool pool = await ProcessPool.StartAsync(options, run.Stopping);
        var tasks = new List<(PoolTask<int> Task, int Expected)>();
        var outcomes = new List<Task>();
        for (int done = 0; done < operations; done++)
        {
            run.Stopping.ThrowIfCancellationRequested();
            if (tasks.Count == 0 || (tasks.Count < Most && run.Random.Next(3) != 0)) tasks.Add(Submit(run.Random, pool, done));
            else outcomes.Add(EndAsync(run, Take(run.Random, tasks), cancel: run.Random.Next(4) != 0));
            // Otherwise nothing would ever run before it is cancelled.
            if (run.Random.Next(8) == 0) await Task.Delay(run.Random.Next(3), CancellationToken.None);
            if (outcomes.Count < Most) continue;
            await Task.WhenAll(outcomes);
            outcomes.Clear();
        }

        foreach ((PoolTask<int> Task, int Expected) task in tasks) outcomes.Add(EndAsync(run, task, cancel: true));
        await Task.WhenAll(outcomes);
        await pool.DrainAsync().WaitAsync(Limit);
    }

    private static (PoolTask<int> Task, int Expected) Submit(Random random, ProcessPool pool, int number) => random.Next(200) switch
    {
        0 => (pool.Submit(TokenTasks.Deaf, number, 100), number),
        < 5 => (pool.Submit(TokenTasks.Heeding, number, 100), number),
        < 100 => (pool.Submit(TokenTasks.Briefly, number), number),
        _ => (pool.Submit(TokenTasks.Nothing, number), number),
    };

    private static (PoolTask<int> Task, int Expected) Take(Random random, List<(PoolTask<int> Task, int Expected)> tasks)
    {
        int index = random.Next(tasks.Count);
        (PoolTask<int> Task, int Expected) taken = tasks[index];
        tasks.RemoveAt(index);
        return taken;
    }

    private static async Task EndAsync(CampaignRun run, (PoolTask<int> Task, int Expected) one, bool cancel)
    {
        long begin = Stopwatch.GetTimestamp();
        CancelOutcome? outcome = null;
        try
        {
            if (cancel)
            {
                run.Fault();
                outcome = await one.Task.Cancel().WaitAsync(Limit);
                run.Durations.Add(Stopwatch.GetElapsedTime(begin));
            }

            Task ended = one.Task.AsTask();
            await Task.WhenAny(ended).WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            run.Check(false, () => $"task {one.Expected} had not ended after {Limit.TotalSeconds:0} s");
            return;
        }

        bool isCanceled = outcome is CancelOutcome.Cancelled or CancelOutcome.Killed;
        PoolTaskState expected = isCanceled ? PoolTaskState.Canceled : PoolTaskState.Succeeded;
        PoolTaskState state = one.Task.State;
        run.Check(
            state == expected && (state != PoolTaskState.Succeeded || await one.Task == one.Expected),
            () => $"task {one.Expected}: {outcome?.ToString() ?? "not cancelled"}, and it is {state}");
    }
}
