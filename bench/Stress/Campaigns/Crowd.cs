using Cluster.Coordinator.Execution;
using Cluster.Processes;

namespace Cluster.Stress.Campaigns;

/// <summary>Many at once: 20 coordinators; 16 and 64 workers, far more than cores, all killed in the same moment, repeatedly.</summary>
/// <remarks>
/// One kill in each run of a job: no chunk can have met three. A worker that is lost and was not killed fails the campaign: its
/// heartbeat was missed for want of a processor.
/// </remarks>
internal sealed class Crowd : ICampaign
{
    private const int Programs = 20;
    private static readonly string[] Small = ["run", "summarize", "--count", "100000", "--workers", "2", "--json"];

    public string Name => "crowd";

    public string Summary => "20 coordinators at once; 16 and 64 workers, all killed at once";

    public string Times => "kill → the next worker in its place is ready";

    public async Task RunAsync(CampaignRun run)
    {
        string expected = await CoordinatorProgram.DigestAsync(run.Stopping, [.. Small, "--mode", "sequential"]);
        for (int round = run.Of(ci: 1, full: 5); round > 0; round--)
        {
            var all = Enumerable.Range(0, Programs).Select(_ => CoordinatorProgram.DigestAsync(run.Stopping, [.. Small, .. run.Ways]));
            foreach (string digest in await Task.WhenAll(all))
                run.Check(digest == expected, () => $"one of {Programs} coordinators: {digest} instead of {expected}");
        }

        await run.LookAsync();
        using ReferenceJobs jobs = await ReferenceJobs.CreateAsync(run.HandOut);
        run.Keep();
        await KillAllAsync(run, jobs, workers: 16, run.Of(ci: 4, full: 50));
        await run.LookAsync();
        await KillAllAsync(run, jobs, workers: 64, run.Of(ci: 2, full: 50));
    }

    private static async Task KillAllAsync(CampaignRun run, ReferenceJobs jobs, int workers, int rounds)
    {
        long before = run.Faults;
        var options = new PoolOptions { Workers = workers, Channel = run.Channel };
        var log = new LossLog();
        await using WorkerPool pool = await WorkerPool.StartAsync(options, log, run.Stopping);
        run.ExpectChannel(pool);
        using var watch = new PlaceWatch(() => pool.Staff, run);
        for (int round = 0; round < rounds; round++)
        {
            run.Stopping.ThrowIfCancellationRequested();
            ReferenceJob job = jobs.Any(run.Random);
            await using ProcessExecutor executor = job.Open(pool, inline: run.Random.Next(2) == 0);
            Task running = job.CheckAsync(executor, run);
            await Task.Delay(run.Random.Next(100), CancellationToken.None);
            foreach ((int Place, int ProcessId) worker in watch.Alive) watch.TryEnd(worker);
            await running;
            await watch.RecoverAsync();
        }

        long killed = run.Faults - before;
        run.Expect(pool.WorkersLost == killed, () => $"{pool.WorkersLost} of {workers} workers were lost, {killed} were killed; {log.Unusual}");
    }
}
