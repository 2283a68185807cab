using System.Globalization;
using Cluster.Coordinator.Reporting;

namespace Cluster.Stress.Results;

/// <summary>The figures of a machine, one row for each campaign: that of its last run.</summary>
/// <remarks>Rows of campaigns that were not run stay as they are.</remarks>
internal static class ResultFile
{
    private const string Head =
        "| campaign | what is done | faults | results right | p50 / p99 / worst ms | from what to what | residue | s | run | verdict |";

    /// <summary>Returns the path.</summary>
    internal static string Write(string machine, IReadOnlyList<CampaignResult> results)
    {
        string path = Path.Combine("bench", "results", machine, "chaos.md");
        Dictionary<string, string> rows = File.Exists(path)
            ? File.ReadLines(path).Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).ToDictionary(NameOf)
            : [];
        foreach (CampaignResult one in results) rows[one.Campaign.Name] = Row(one);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(
            path,
            [
                "# What it stands", "",
                "Faults injected at random, by `scripts/stress.sh`; `docs/stress.md` says how a row is read and repeated.", "",
                Describe(Machine.Read()), "",
                Head, "| --- | --- | --: | --: | --: | --- | --: | --: | --- | --- |",
                .. CampaignList.All.Select(campaign => rows.GetValueOrDefault(campaign.Name)).OfType<string>(),
            ]);
        return path;
    }

    private static string Row(CampaignResult one)
    {
        string date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string why = one.Failure?.ReplaceLineEndings(" ").Replace('|', '/') ?? "";
        string[] cells =
        [
            one.Campaign.Name, one.Campaign.Summary, one.Faults, one.Right, one.Times, one.Campaign.Times, one.Residue,
            one.Seconds.ToString("0", CultureInfo.InvariantCulture), $"{one.SizeWord}, seed {one.Seed}, {date}",
            one.Passed ? one.Verdict : $"**{one.Verdict}**: {why}; again: `{one.Replay}`",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string NameOf(string row) => row.Split(" | ")[0][2..];

    private static string Describe(Machine machine)
    {
        string memory = (machine.MemoryBytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture);
        return $"{machine.Cores} × {machine.Cpu}, {memory} GiB, {machine.OperatingSystem}, Linux {machine.Kernel}, {machine.Runtime}.";
    }
}
