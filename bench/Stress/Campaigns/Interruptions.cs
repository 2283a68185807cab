using System.Diagnostics;

namespace Cluster.Stress.Campaigns;

/// <summary>Ctrl-C, SIGTERM, SIGHUP at random moments of a coordinator's life: it ends with its code, soon, and leaves nothing.</summary>
internal sealed class Interruptions : ICampaign
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromSeconds(2);
    private static readonly string[] Endless =
        ["run", "monte-carlo-pi", "--samples", "1000000000000", "--tasks", "1000000", "--workers", "2"];

    private static readonly (int Number, int ExitCode)[] All = [(Victim.Interrupt, 130), (Victim.Terminate, 143), (Victim.Hangup, 129)];

    public string Name => "signals";

    public string Summary => "SIGINT, SIGTERM, SIGHUP at random moments, some of them twice";

    public string Times => "signal → the program has ended";

    public async Task RunAsync(CampaignRun run)
    {
        int signals = run.Of(ci: 12, full: 100);
        for (int i = 0; i < signals; i++)
        {
            run.Stopping.ThrowIfCancellationRequested();
            await InterruptAsync(run, All[i % All.Length], twice: run.Random.Next(4) == 0);
            await run.LookAsync();
        }
    }

    private static async Task InterruptAsync(CampaignRun run, (int Number, int ExitCode) signal, bool twice)
    {
        string mode = Any(run.Random, "sequential", "threads", "pipe", "shared", "shared");
        string lifetime = Any(run.Random, "pool", "pool", "call", "task");
        string[] command = [.. Endless, "--mode", mode, "--lifetime", lifetime, .. run.Ways];
        using CoordinatorProgram program = CoordinatorProgram.Start(command);
        await Task.Delay(run.Random.Next(1200), run.Stopping);
        long begin = Stopwatch.GetTimestamp();
        if (program.TrySignal(signal.Number)) run.Fault();
        if (twice)
        {
            await Task.Delay(run.Random.Next(20), CancellationToken.None);
            program.TrySignal(signal.Number);
        }

        (int exitCode, _, string error) = await program.EndAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(begin);
        run.Durations.Add(took);
        string what = $"signal {signal.Number}{(twice ? " twice" : "")} for {string.Join(' ', command)}";
        run.Check(exitCode == signal.ExitCode, () => $"{what}: exit code {exitCode} instead of {signal.ExitCode}: {error.Trim()}");
        run.Expect(took <= Limit, () => $"{what}: took {took.TotalSeconds:0.0} s");
        TimeSpan gone = await CoordinatorProgram.OrphansGoneAsync(run, OrphanLimit);
        run.Expect(gone <= OrphanLimit, () => $"{what}: workers were left {OrphanLimit.TotalSeconds:0} s later");
    }

    private static string Any(Random random, params string[] words) => words[random.Next(words.Length)];
}
