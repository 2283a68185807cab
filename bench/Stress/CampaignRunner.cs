using Cluster.Stress.Residues;
using Cluster.Stress.Results;

namespace Cluster.Stress;

/// <summary>Runs campaigns one after the other, each with random choices of its own, and says how far they have come.</summary>
internal sealed class CampaignRunner(StressOptions options, TextWriter output, CancellationToken stopping)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>True when one did not get on for so long that something of it hangs: this process is of no use any more.</summary>
    internal bool Hangs { get; private set; }

    /// <summary>Results of those that came to an end; fewer than were asked for when somebody wants to stop, or one hangs.</summary>
    internal async Task<IReadOnlyList<CampaignResult>> RunAsync(PrivatePlace place)
    {
        if (!await WarmUpAsync()) return [];
        var results = new List<CampaignResult>();
        foreach (ICampaign campaign in options.Campaigns)
        {
            output.WriteLine($"{campaign.Name,-12}{campaign.Summary}");
            if (await RunAsync(campaign, new Residue(place)) is not { } result) break;
            results.Add(result);
            string figures = $"{result.Faults} faults, {result.Right} right, {result.Times} ms, {result.Seconds:0.0} s";
            output.WriteLine($"{"",-12}{result.Verdict}, {figures}");
            if (Hangs) break;
        }

        return results;
    }

    private async Task<CampaignResult?> RunAsync(ICampaign campaign, Residue residue)
    {
        var run = new CampaignRun(options, SeedOf(campaign), residue, stopping);
        Task running = Task.Run(async () =>
        {
            await campaign.RunAsync(run);
            await run.LookNowAsync();
        });
        while (await Task.WhenAny(running, Task.Delay(Interval)) != running && !Hangs)
        {
            Hangs = run.IsStalled;
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r{"",-12}{run.Faults:N0} faults, {run.Checked:N0} results\x1b[K\r");
        }

        string? failure = null;
        if (Hangs) failure = "nothing has happened for minutes; ";
        else
        {
            try
            {
                await running;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception ex)
            {
                failure = $"{ex.GetType().Name}: {ex.Message}; ";
            }
        }

        (int count, IReadOnlyList<string> first) = run.Problems;
        if (count > 0) failure += string.Join("; ", first) + (count > first.Count ? $"; and {count - first.Count} more" : "");
        return new CampaignResult(campaign, options, run, run.Elapsed.TotalSeconds, failure?.TrimEnd(' ', ';'));
    }

    // Alone or after others, a campaign makes the same choices.
    private int SeedOf(ICampaign campaign) =>
        campaign.Name.Aggregate(options.Seed, static (seed, letter) => unchecked((seed * 31) + letter) & int.MaxValue);

    private async Task<bool> WarmUpAsync()
    {
        try
        {
            ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 }, stopping);
            await using (pool) await pool.Submit(static () => 1);
            await CoordinatorProgram.RunAsync(stopping, "jobs");
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
