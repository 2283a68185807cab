using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>One job in all modes: the table, where the time of the workers goes, and speed against workers.</summary>
internal static class JobSection
{
    private static readonly Axis Milliseconds = Axes.Milliseconds("milliseconds of a worker");

    /// <param name="job">One of the report's.</param>
    /// <param name="baseline">What the report is compared with; null for nothing.</param>
    internal static XElement? Of(JsonElement job, JsonElement? baseline)
    {
        JsonElement comparison = job.GetProperty("comparison");
        IReadOnlyList<JsonElement> runs = comparison.Items("runs");
        string name = comparison.Text("job");
        return Html.Section(
            $"job-{name}", name,
            Html.Paragraph($"Input: {runs[0].GetProperty("input").Text("description")}. {Units.Count(runs[0].Whole("chunks"), "chunk")}; " +
                $"{Units.Count(runs[0].GetProperty("seconds").Items("runs").Count, "repetition")} of each mode after warming up. {Identity(comparison)}"),
            Modes(comparison, baseline),
            Advice(job.Maybe("advice")),
            Html.Figures(Phases(name, runs), Scaling(name, job, runs), BreakEvenFigure.Of(name, job.Maybe("advice"), runs)));
    }

    private static XElement? Advice(JsonElement? advice)
    {
        if (advice?.Maybe("recommendation") is not { } recommendation) return null;
        string[] reasons = [.. ((string[])["repeated", "once"]).Select(call => recommendation.Maybe(call)?.Text("reason")).OfType<string>().Distinct()];
        return Html.Element("p", Html.Element("strong", "Advice"), " (predicted). ", string.Join(' ', reasons));
    }

    private static string Identity(JsonElement comparison) =>
        comparison.GetProperty("identical").GetBoolean() ? "All results have the same bits." : "THE RESULTS DIFFER.";

    private static XElement Modes(JsonElement comparison, JsonElement? baseline)
    {
        List<string> heads = ["mode", "workers", "median", "minimum", "maximum", "speed-up", "efficiency", "overhead", "moved", "shared", "memory"];
        if (baseline is not null) heads.Add("÷ earlier");
        IEnumerable<IReadOnlyList<string>> rows = comparison.Items("table").Zip(comparison.Items("runs"), (row, run) =>
        {
            List<string> cells =
            [
                row.Text("mode"), Units.Number(row.Whole("workers")),
                Units.Time(row.Seconds("median")), Units.Time(row.Seconds("min")), Units.Time(row.Seconds("max")),
                row.Maybe("speedup") is { } speedup ? Units.Factor(speedup.GetDouble()) : "–",
                row.Maybe("efficiency") is { } efficiency ? Units.Percent(efficiency.GetDouble()) : "–",
                Units.Percent(row.Number("overheadShare")),
                Size(run.GetProperty("bytes").Whole("toWorkers") + run.GetProperty("bytes").Whole("fromWorkers")),
                Size(run.GetProperty("bytes").Whole("shared")), Units.Bytes(Memory(run)),
            ];
            if (baseline is not null) cells.Add(Ratio(comparison.Text("job"), row, baseline.Value));
            return cells;
        });
        return Html.Table($"{comparison.Text("job")}: the same work in several modes", heads, rows);
    }

    private static string Size(long bytes) => bytes == 0 ? "–" : Units.Bytes(bytes);

    // What the data and the workers cost together, pages that are shared counted once.
    private static long Memory(JsonElement run) =>
        run.GetProperty("memory").Whole("coordinatorRss") + run.GetProperty("memory").Items("workersPss").Sum(worker => worker.GetInt64());

    private static string Ratio(string job, JsonElement row, JsonElement baseline)
    {
        string name = RunName.Of(row);
        foreach (JsonElement ratio in baseline.Items("ratios"))
            if (ratio.Text("subject") == job && ratio.Text("row") == name) return Units.Factor(ratio.Number("ratio"));
        return "–";
    }

    private static XElement Phases(string name, IReadOnlyList<JsonElement> runs)
    {
        (string Mode, IReadOnlyList<Segment> Segments)[] bars = [.. runs.Select(run => (run.Text("mode"), SegmentsOf(run)))];
        const string description = "Where the time of a worker goes, on average, in the repetition in the middle: the phases add up to its wall time.";
        string title = $"{name}: phases";
        return Html.Figure(
            new BarChart($"phases-{name}", title, description, Milliseconds, bars).Draw(), title, description,
            Html.Table(title, ["mode", "phase", "time"], bars.SelectMany(bar => bar.Segments, IReadOnlyList<string> (bar, segment) =>
                [bar.Mode, segment.Name, Milliseconds.Label(segment.Value)])));
    }

    // Of a worker, on average.
    private static IReadOnlyList<Segment> SegmentsOf(JsonElement run)
    {
        IReadOnlyList<JsonElement> workers = run.Items("workersDetail");
        return
        [
            .. PhaseTimes.All.Select(phase => phase.Word())
                .Select(phase => new Segment(phase, workers.Average(worker => worker.GetProperty("phases").Number(phase)) * 1000, PhaseColors.Of(phase)))
                .Where(segment => segment.Value > 0),
        ];
    }

    private static XElement? Scaling(string name, JsonElement job, IReadOnlyList<JsonElement> runs)
    {
        IReadOnlyList<JsonElement> rows = job.Items("scaling");
        if (rows.Count == 0 || runs.FirstOrDefault(run => run.Text("mode") == "sequential") is not { ValueKind: JsonValueKind.Object } sequential) return null;
        double alone = sequential.GetProperty("seconds").Number("median");
        long most = rows.Max(row => row.Whole("workers"));
        List<Series> series = [.. rows.GroupBy(row => row.Text("mode")).Select(mode =>
            new Series(mode.Key, [.. mode.Select(row => ((double)row.Whole("workers"), alone / row.Number("median")))], ModeColors.Of(mode.Key)))];
        series.Add(new Series("ideal", [(1, 1), (most, most)], 9, SeriesKind.Reference));
        const string description = "How many times as fast as sequential, against the number of workers; the dashed line is as many times as there are workers.";
        string title = $"{name}: speed-up";
        var y = new Axis("times as fast as sequential", Units.Factor, Ticks.Number);
        return Html.Figure(
            new LineChart($"scaling-{name}", title, description, Axes.Workers, y, series).Draw(), title, description,
            Html.Table(title, ["mode", "workers", "median", "speed-up"], rows.Select(IReadOnlyList<string> (row) =>
                [row.Text("mode"), Units.Number(row.Whole("workers")), Units.Time(row.Seconds("median")), Units.Factor(alone / row.Number("median"))])));
    }
}
