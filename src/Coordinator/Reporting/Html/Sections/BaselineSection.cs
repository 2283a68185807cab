using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>What has changed since an earlier report.</summary>
internal static class BaselineSection
{
    // Of a figure that says "per second" more is better; of a time or a size less.
    private static bool IsRate(JsonElement ratio) => ratio.Text("figure").EndsWith("PerSecond", StringComparison.Ordinal);

    internal static XElement? Of(JsonElement report, JsonElement baseline)
    {
        IReadOnlyList<JsonElement> ratios = baseline.Items("ratios");
        string[] jobs = [.. report.Items("jobs").Select(job => job.GetProperty("comparison").Text("job"))];
        string machine = MachineText.Of(baseline.GetProperty("machine"));
        bool same = machine == MachineText.Of(report.GetProperty("machine"));
        bool quick = baseline.GetProperty("quick").GetBoolean();
        IReadOnlyList<JsonElement> left = baseline.Items("notCompared");
        return Html.Section(
            "baseline", "Against an earlier report",
            Html.Paragraph($"Measured {(same ? "on the same machine" : $"on another machine: {machine}")}{(quick ? ", with --quick" : "")}. " +
                "Ratios are this report's figure by the earlier one's: of a time below 1 is better, of a rate above 1."),
            left.Count == 0 ? null : Html.Paragraph($"Not compared: {string.Join("; ", left.Select(one => one.GetString()))}."),
            Html.Figures(
            [
                .. Chart("Jobs", [.. ratios.Where(ratio => jobs.Contains(ratio.Text("subject")))]),
                .. Chart("Parts: times and sizes", [.. ratios.Where(ratio => !jobs.Contains(ratio.Text("subject")) && !IsRate(ratio))]),
                .. Chart("Parts: rates", [.. ratios.Where(ratio => !jobs.Contains(ratio.Text("subject")) && IsRate(ratio))]),
            ]));
    }

    // A bar per subject or two hundred are of no use: the chart has the middle of each subject, the table has everything.
    private static IEnumerable<XElement> Chart(string title, IReadOnlyList<JsonElement> ratios)
    {
        if (ratios.Count == 0) yield break;
        const string description = "The middle, the smallest and the largest ratio of each; all of them are in the table.";
        (string, IReadOnlyList<Segment>)[] groups = [.. ratios.GroupBy(ratio => ratio.Text("subject")).Select(subject =>
        {
            double[] sorted = [.. subject.Select(ratio => ratio.Number("ratio")).Order()];
            return (subject.Key, (IReadOnlyList<Segment>)[new("middle", sorted[sorted.Length / 2], 0), new("smallest", sorted[0], 9), new("largest", sorted[^1], 9)]);
        })];
        yield return Html.Figure(
            new GroupedBars(
                $"baseline-{title.Split(' ')[^1].ToLowerInvariant()}", $"{title}: ratios to the earlier report", description,
                new Axis("now ÷ earlier", Units.Factor, Units.Factor), groups).Draw(),
            title, description,
            Html.Table($"{title}: now and earlier", ["of", "what", "figure", "earlier", "now", "ratio"], ratios.Select(IReadOnlyList<string> (ratio) =>
            [
                ratio.Text("subject"), ratio.Text("row"), ratio.Text("figure"),
                FigureText.Of(ratio.Text("figure"), ratio.Number("earlier")), FigureText.Of(ratio.Text("figure"), ratio.Number("now")),
                Units.Factor(ratio.Number("ratio")),
            ])));
    }
}
