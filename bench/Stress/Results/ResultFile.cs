using System.Globalization;
using System.Runtime.InteropServices;
using Cluster.Coordinator.Reporting;

namespace Cluster.Stress.Results;

/// <summary>The figures of a machine, one row for each campaign: that of its last run.</summary>
/// <remarks>Rows of campaigns that were not run stay as they are.</remarks>
internal static class ResultFile
{
    private const string Head = "| campaign | what is done | faults | results right | p50 / p99 / worst ms | from what to what | residue | seconds | size, seed, date | verdict |";

    /// <summary>Returns the path.</summary>
    internal static string Write(string machine, IReadOnlyList<CampaignResult> results)
    {
        string path = Path.Combine("bench", "results", machine, "chaos.md");
        Dictionary<string, string> rows = File.Exists(path)
            ? File.ReadLines(path).Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).ToDictionary(static line => line.Split(" | ")[0][2..])
            : [];
        foreach (CampaignResult one in results) rows[one.Campaign.Name] = Row(one);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(
            path,
            [
                "# What it stands", "",
                "Faults injected at random, by `scripts/stress.sh`; `docs/stress.md` says what each campaign does and how a row is read and repeated.", "",
                Describe(Machine.Read()), "",
                Head, "| --- | --- | --: | --: | --: | --- | --: | --: | --- | --- |",
                .. CampaignList.All.Select(campaign => rows.GetValueOrDefault(campaign.Name)).OfType<string>(),
            ]);
        return path;
    }

    private static string Row(CampaignResult one)
    {
        string date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string verdict = one.Passed ? one.Verdict : $"**{one.Verdict}**: {one.Failure!.ReplaceLineEndings(" ").Replace('|', '/')}; again: `{one.Replay}`";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {one.Campaign.Name} | {one.Campaign.Summary} | {one.Faults} | {one.Right} | {one.Times} | {one.Campaign.Times} | {one.Residue} | {one.Seconds:0} | {one.SizeWord}, {one.Seed}, {date} | {verdict} |");
    }

    private static string Describe(Machine machine) => string.Create(
        CultureInfo.InvariantCulture,
        $"{machine.Cores} × {machine.Cpu}, {machine.MemoryBytes / (double)(1L << 30):0.0} GiB, {machine.OperatingSystem}, Linux {machine.Kernel}, {RuntimeInformation.FrameworkDescription}.");
}
