namespace Cluster.Stress.Campaigns;

/// <summary>SIGKILL for coordinators at random moments, their start included: no worker outlives them, the next one clears up.</summary>
/// <remarks>Where <c>run</c> knows <c>--checkpoint</c>, half of them have one; the same command gives the right digest afterwards.</remarks>
internal sealed class Coordinators : ICampaign
{
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromSeconds(2);

    // The coordinator takes a directory without a lock for one that is being made, for a minute.
    private static readonly TimeSpan HalfMade = TimeSpan.FromMinutes(2);

    private static readonly string[] Job = ["run", "monte-carlo-pi", "--workers", "2", "--json"];
    private static readonly string[] Whole = [.. Job, "--samples", "20000000", "--tasks", "40"];
    private static readonly string[] Kept = [.. Job, "--samples", "2000000000", "--tasks", "400"];

    public string Name => "coordinator";

    public string Summary => "SIGKILL of the coordinator at random moments, its start included";

    public string Times => "kill → none of its workers is left";

    public async Task RunAsync(CampaignRun run)
    {
        (_, string help, _) = await CoordinatorProgram.RunAsync(run.Stopping, "run", "monte-carlo-pi", "--help");
        bool keeps = help.Contains("--checkpoint", StringComparison.Ordinal);
        string whole = await CoordinatorProgram.DigestAsync(run.Stopping, [.. Whole, "--mode", "sequential"]);
        string kept = keeps ? await CoordinatorProgram.DigestAsync(run.Stopping, [.. Kept, "--mode", "threads"]) : "";
        int kills = run.Of(ci: 10, full: 200);
        while (run.Faults < kills)
        {
            run.Stopping.ThrowIfCancellationRequested();
            if (keeps && run.Faults % 2 == 1) await KillAndContinueAsync(run, kept);
            else await KillAsync(run, [.. Endless(run.Random), .. run.Ways]);
            // The next start: it is right, and nothing of the one before is left.
            if (run.Faults % 10 == 0 || run.Faults == kills) await StartAgainAsync(run, whole);
        }
    }

    private static string[] Endless(Random random)
    {
        string lifetime = Any(random, "pool", "pool", "call", "task");
        string[] size = random.Next(2) == 0
            ? ["summarize", "--count", "1000000", "--repeat", "100000"]
            : ["monte-carlo-pi", "--samples", "1000000000000", "--tasks", "1000000"];
        return ["run", .. size, "--mode", Any(random, "pipe", "shared"), "--workers", Any(random, "1", "2", "4"), "--lifetime", lifetime];
    }

    private static async Task KillAsync(CampaignRun run, string[] arguments)
    {
        using CoordinatorProgram program = CoordinatorProgram.Start(arguments);
        // Half of them during their start.
        await Task.Delay(run.Random.Next(run.Random.Next(2) == 0 ? 300 : 1500), run.Stopping);
        await KillAsync(run, program, string.Join(' ', arguments));
    }

    private static async Task KillAsync(CampaignRun run, CoordinatorProgram program, string command)
    {
        if (!program.TrySignal(Victim.Kill)) return;
        run.Fault();
        TimeSpan gone = await CoordinatorProgram.OrphansGoneAsync(run, OrphanLimit);
        run.Durations.Add(gone);
        run.Expect(gone <= OrphanLimit, () => $"{OrphanLimit.TotalSeconds:0} s after its end workers were left of: {command}");
        await program.EndAsync();
    }

    private static async Task KillAndContinueAsync(CampaignRun run, string expected)
    {
        string folder = Path.Combine(run.PrivatePath, "checkpoint");
        string[] command = [.. Kept, "--mode", Any(run.Random, "pipe", "shared"), "--checkpoint", folder, .. run.Ways];
        using (CoordinatorProgram program = CoordinatorProgram.Start(command))
        {
            await Task.Delay(run.Random.Next(800), run.Stopping);
            await KillAsync(run, program, string.Join(' ', command));
        }

        string digest = await CoordinatorProgram.DigestAsync(run.Stopping, command);
        run.Check(digest == expected, () => $"continued from a checkpoint: {digest} instead of {expected}");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static async Task StartAgainAsync(CampaignRun run, string expected)
    {
        foreach (string path in Directory.EnumerateDirectories(run.PrivatePath))
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow - HalfMade);
        string digest = await CoordinatorProgram.DigestAsync(run.Stopping, [.. Whole, .. run.Ways]);
        run.Check(digest == expected, () => $"the next start: {digest} instead of {expected}");
        await run.LookNowAsync();
    }

    private static string Any(Random random, params string[] words) => words[random.Next(words.Length)];
}
