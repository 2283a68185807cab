using Cluster.Coordinator.Execution;
using Cluster.Processes;

namespace Cluster.Stress.Campaigns;

/// <summary>SIGKILL for random workers at random times, while jobs run on pools that are kept for a while.</summary>
/// <remarks>Every result is compared with that of a run on one thread, and every loss of a pool must be a kill.</remarks>
internal sealed class Kills : ICampaign
{
    private const double MeanMilliseconds = 150;

    public string Name => "kills";

    public string Summary => "SIGKILL of random workers of 4, 150 ms apart on average, jobs in pipe and shared";

    public string Times => "kill → the next worker in its place is ready";

    public async Task RunAsync(CampaignRun run)
    {
        using ReferenceJobs jobs = await ReferenceJobs.CreateAsync(run.HandOut);
        run.Keep();
        int kills = run.Of(ci: 60, full: 1000);
        while (run.Faults < kills && run.Problems.Count == 0)
        {
            run.Stopping.ThrowIfCancellationRequested();
            int quota = Math.Min(kills - (int)run.Faults, run.Random.Next(15, 60));
            await RunPoolAsync(run, jobs, quota);
            await run.LookAsync();
        }
    }

    private static async Task RunPoolAsync(CampaignRun run, ReferenceJobs jobs, int quota)
    {
        var log = new LossLog();
        await using WorkerPool pool = await WorkerPool.StartAsync(new PoolOptions { Workers = 4, Channel = run.Channel }, log, run.Stopping);
        run.ExpectChannel(pool);
        using var watch = new PlaceWatch(() => pool.Staff, run);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
        Task killing = KillAsync(watch, run.Fork(), quota, over.Token);
        try
        {
            while (!killing.IsCompleted) await RunJobAsync(run, jobs, pool);
            await killing;
            await watch.RecoverAsync();
            run.Expect(pool.WorkersLost == quota, () => $"{pool.WorkersLost} workers were lost, {quota} were killed; {log.Unusual}");
        }
        finally
        {
            await over.CancelAsync();
            await killing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task RunJobAsync(CampaignRun run, ReferenceJobs jobs, WorkerPool pool)
    {
        ReferenceJob job = jobs.Any(run.Random);
        await using ProcessExecutor executor = job.Open(pool, inline: run.Random.Next(2) == 0);
        for (int left = run.Random.Next(1, 6); left > 0; left--) await job.CheckAsync(executor, run);
    }

    private static async Task KillAsync(PlaceWatch watch, Random random, int quota, CancellationToken cancellationToken)
    {
        for (int done = 0; done < quota;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(-MeanMilliseconds * Math.Log(1 - random.NextDouble())), cancellationToken);
            IReadOnlyList<(int Place, int ProcessId)> alive = watch.Alive;
            if (alive.Count > 0 && watch.TryEnd(alive[random.Next(alive.Count)])) done++;
        }
    }
}
