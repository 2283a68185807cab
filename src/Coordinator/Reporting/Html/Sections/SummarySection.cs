using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>All jobs at a glance: how fast each mode is, and which one is advised.</summary>
internal static class SummarySection
{
    private static readonly string[] Parallel = ["threads", "pipe", "shared"];

    internal static XElement? Of(JsonElement report)
    {
        IReadOnlyList<JsonElement> jobs = report.Items("jobs");
        if (jobs.Count == 0) return null;
        return Html.Section(
            "summary", "At a glance",
            Html.Table(
                "Times as fast as sequential; the fastest is marked", ["job", "workers", "sequential", .. Parallel, "advised for repeated calls", "for a single call"],
                jobs.Select(Row)));
    }

    private static IReadOnlyList<string> Row(JsonElement job)
    {
        IReadOnlyList<JsonElement> table = job.GetProperty("comparison").Items("table");
        JsonElement? Mode(string mode) => table.Where(row => row.Text("mode") == mode).Select(row => (JsonElement?)row).FirstOrDefault();
        double best = table.Select(row => row.NumberOrNone("speedup")).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        string Speed(string mode) => Mode(mode)?.NumberOrNone("speedup") is { } speedup && double.IsFinite(speedup)
            ? $"{Units.Factor(speedup)}{(speedup == best ? " ★" : "")}"
            : "–";
        JsonElement? recommendation = job.Maybe("advice")?.Maybe("recommendation");
        return
        [
            job.GetProperty("comparison").Text("job"),
            Units.Number(table.Max(row => row.Whole("workers"))),
            Mode("sequential") is { } alone ? $"{Units.Time(alone.Seconds("median"))}{(best == 1 ? " ★" : "")}" : "–",
            .. Parallel.Select(Speed),
            Advised(recommendation?.Maybe("repeated")), Advised(recommendation?.Maybe("once")),
        ];
    }

    private static string Advised(JsonElement? choice) => choice switch
    {
        null => "–",
        { } one when one.Text("mode") == "sequential" => "sequential",
        { } one => RunName.Of(one),
    };
}
