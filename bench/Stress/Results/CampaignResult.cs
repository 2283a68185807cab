using System.Globalization;

namespace Cluster.Stress.Results;

/// <summary>What became of one campaign.</summary>
/// <param name="Campaign">Which.</param>
/// <param name="Options">What was asked for; repeats it.</param>
/// <param name="Run">Its counts.</param>
/// <param name="Seconds">It took.</param>
/// <param name="Failure">What was wrong, the first few; null when nothing was.</param>
internal sealed record CampaignResult(ICampaign Campaign, StressOptions Options, CampaignRun Run, double Seconds, string? Failure)
{
    internal bool Passed => Failure is null;

    /// <summary>The command that repeats it.</summary>
    internal string Replay => $"scripts/stress.sh {Title} --size {SizeWord} --seed {Seed}";

    /// <summary>Of its row: the name, and what was not the default.</summary>
    internal string Title => Campaign.Name + Options.Ways;

    internal string Seed => Options.Seed.ToString(CultureInfo.InvariantCulture);

    internal string SizeWord => Options.Size.ToString().ToLowerInvariant();

    internal string Faults => Number(Run.Faults);

    internal string Right => $"{Number(Run.Right)} of {Number(Run.Checked)}";

    /// <summary>Median, 99th percentile and worst, in milliseconds.</summary>
    internal string Times => Run.Durations.Spread() is var (median, p99, worst) ? $"{Time(median)} / {Time(p99)} / {Time(worst)}" : "–";

    internal string Residue => Number(Run.Left);

    internal string Verdict => Passed ? "passed" : "FAILED";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(double milliseconds) =>
        milliseconds.ToString(milliseconds < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
