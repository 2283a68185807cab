using System.Globalization;
using Cluster.Coordinator.Reporting;

namespace Cluster.Stress.Results;

/// <summary>The figures of a machine, one row for each campaign, and for each way to run it: that of its last run.</summary>
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
        foreach (CampaignResult one in results) rows[one.Title] = Row(one);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(
            path,
            [
                "# What it stands", "",
                "Faults injected at random, by `scripts/stress.sh`; `docs/stress.md` says how a row is read and repeated.", "",
                Describe(Machine.Read()), "",
                Head, "| --- | --- | --: | --: | --: | --- | --: | --: | --- | --- |",
                .. CampaignList.All.SelectMany(campaign => RowsOf(campaign, rows)),
            ]);
        return path;
    }

    private static string Row(CampaignResult one)
    {
        string date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string why = one.Failure?.ReplaceLineEndings(" ").Replace('|', '/') ?? "";
        string[] cells =
        [
            one.Title, one.Campaign.Summary, one.Faults, one.Right, one.Times, one.Campaign.Times, one.Residue,
            one.Seconds.ToString("0", CultureInfo.InvariantCulture), $"{one.SizeWord}, seed {one.Seed}, {date}",
            one.Passed ? one.Verdict : $"**{one.Verdict}**: {why}; again: `{one.Replay}`",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    // First the one without options.
    private static IEnumerable<string> RowsOf(ICampaign campaign, Dictionary<string, string> rows) =>
        rows.Keys.Where(name => name.Split(' ')[0] == campaign.Name).Order(StringComparer.Ordinal).Select(name => rows[name]);

    private static string NameOf(string row) => row.Split(" | ")[0][2..];

    private static string Describe(Machine machine)
    {
        string memory = (machine.MemoryBytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture);
        return $"{machine.Cores} × {machine.Cpu}, {memory} GiB, {machine.OperatingSystem}, Linux {machine.Kernel}, {machine.Runtime}.";
    }
}
