using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Processes;

namespace Cluster.Stress.Campaigns;

/// <summary>Workers that are killed, halted for a moment or for good, while jobs run; then tasks that misbehave in every way.</summary>
internal sealed class Mix : ICampaign
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public string Name => "mix";

    public string Summary => "2 workers: SIGKILL, SIGSTOP with and without SIGCONT; tasks that exit, throw, overflow, send garbage, stall";

    public string Times => "kill → the next worker in its place is ready; halt → the same, 3 s of silence included";

    public async Task RunAsync(CampaignRun run)
    {
        using (ReferenceJobs jobs = await ReferenceJobs.CreateAsync(run.HandOut)) await RunJobsAsync(run, jobs);
        await run.LookAsync();
        await MisbehavingTasks.RunAsync(run, run.Of(ci: 5, full: 50));
    }

    private static async Task RunJobsAsync(CampaignRun run, ReferenceJobs jobs)
    {
        var log = new LossLog();
        await using WorkerPool pool = await WorkerPool.StartAsync(
            new PoolOptions { Workers = 2, HeartbeatLimit = Silence, Channel = run.Channel }, log, run.Stopping);
        run.ExpectChannel(pool);
        using var watch = new PlaceWatch(() => pool.Staff, run);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
        Task breaking = BreakAsync(run, watch, log, run.Fork(), over.Token);
        try
        {
            while (!breaking.IsCompleted)
            {
                ReferenceJob job = jobs.Any(run.Random);
                await using ProcessExecutor executor = job.Open(pool, inline: run.Random.Next(2) == 0);
                for (int left = run.Random.Next(1, 6); left > 0; left--) await job.CheckAsync(executor, run);
            }

            await breaking;
        }
        finally
        {
            await over.CancelAsync();
            await breaking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task BreakAsync(CampaignRun run, PlaceWatch watch, LossLog log, Random random, CancellationToken cancellationToken)
    {
        int halts = run.Of(ci: 8, full: 200);
        int forGood = (halts + 3) / 4;
        Func<(int Place, int ProcessId), Task>[] faults =
        [
            .. Enumerable.Repeat(EndAsync(watch, Victim.Kill), run.Of(ci: 15, full: 300)),
            .. Enumerable.Repeat(EndAsync(watch, Victim.Stop), forGood),
            .. Enumerable.Repeat<Func<(int, int), Task>>(worker => HaltAsync(run, watch, log, worker, cancellationToken), halts - forGood),
        ];
        random.Shuffle(faults);
        foreach (Func<(int Place, int ProcessId), Task> fault in faults)
        {
            await Task.Delay(random.Next(200), cancellationToken);
            // One at a time, so what becomes of a worker is the doing of its own fault.
            IReadOnlyList<(int Place, int ProcessId)> alive = watch.Alive;
            await fault(alive[random.Next(alive.Count)]);
        }
    }

    private static Func<(int Place, int ProcessId), Task> EndAsync(PlaceWatch watch, int signal) => worker =>
    {
        watch.TryEnd(worker, signal);
        return watch.RecoverAsync();
    };

    // Halted for less than its silence may last: it must stay.
    private static async Task HaltAsync(
        CampaignRun run, PlaceWatch watch, LossLog log, (int Place, int ProcessId) worker, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        if (!Victim.TrySignal(worker.ProcessId, Victim.Stop)) return;
        run.Fault();
        await Task.Delay(Moment, CancellationToken.None);
        // Where this process was kept from running for as long, the watch was right.
        bool inTime = Victim.TrySignal(worker.ProcessId, Victim.Continue) && Stopwatch.GetElapsedTime(begin) < Silence / 2;
        await Task.Delay(Moment, cancellationToken);
        run.Expect(
            !inTime || watch.Alive.Contains(worker),
            () => $"worker {worker.Place} (pid {worker.ProcessId}) was replaced, though halted for 100 ms only; {log.Unusual}");
    }
}
