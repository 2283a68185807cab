using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>One job in all modes: the table, where the time of the workers goes, and speed against workers.</summary>
internal static class JobSection
{
    private static readonly Axis Milliseconds = new("milliseconds", static value => Units.Time(TimeSpan.FromMilliseconds(value)));

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
            Html.Figures(Phases(name, runs), Scaling(name, job, runs)));
    }

    private static string Identity(JsonElement comparison) =>
        comparison.GetProperty("identical").GetBoolean() ? "All results have the same bits." : "THE RESULTS DIFFER.";

    private static XElement Modes(JsonElement comparison, JsonElement? baseline)
    {
        List<string> heads = ["mode", "workers", "median", "minimum", "maximum", "speed-up", "efficiency", "overhead", "moved", "shared", "memory"];
        if (baseline is not null) heads.Add("÷ baseline");
        IEnumerable<IReadOnlyList<string>> rows = comparison.Items("table").Zip(comparison.Items("runs"), (row, run) =>
        {
            List<string> cells =
            [
                row.Text("mode"), row.Whole("workers").ToString(CultureInfo.InvariantCulture),
                Units.Time(row.Seconds("median")), Units.Time(row.Seconds("min")), Units.Time(row.Seconds("max")),
                row.Maybe("speedup") is { } speedup ? Units.Factor(speedup.GetDouble()) : "–",
                row.Maybe("efficiency") is { } efficiency ? Units.Percent(efficiency.GetDouble()) : "–",
                Units.Percent(row.Number("overheadShare")),
                Size(run.GetProperty("bytes").Whole("toWorkers") + run.GetProperty("bytes").Whole("fromWorkers")),
                Size(run.GetProperty("bytes").Whole("shared")), Units.Bytes(Memory(run)),
            ];
            if (baseline is not null) cells.Add(Ratio(row, baseline.Value));
            return cells;
        });
        return Html.Table($"{comparison.Text("job")}: the same work in several modes", heads, rows);
    }

    private static string Size(long bytes) => bytes == 0 ? "–" : Units.Bytes(bytes);

    // What the data and the workers cost together, pages that are shared counted once.
    private static long Memory(JsonElement run) =>
        run.GetProperty("memory").Whole("coordinatorRss") + run.GetProperty("memory").Items("workersPss").Sum(worker => worker.GetInt64());

    private static string Ratio(JsonElement row, JsonElement baseline)
    {
        foreach (JsonElement old in baseline.GetProperty("comparison").Items("table"))
        {
            if (old.Text("mode") == row.Text("mode") && old.Whole("workers") == row.Whole("workers") && old.Number("median") > 0)
                return Units.Factor(row.Number("median") / old.Number("median"));
        }

        return "–";
    }

    private static XElement Phases(string name, IReadOnlyList<JsonElement> runs)
    {
        (string Mode, IReadOnlyList<Segment> Segments)[] bars = [.. runs.Select(run => (run.Text("mode"), SegmentsOf(run)))];
        const string description = "Where the workers' time goes in the repetition in the middle, per worker: phases add up to the wall time.";
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
            new Series(mode.Key, [.. mode.Select(row => ((double)row.Whole("workers"), alone / row.Number("median")))]))];
        series.Add(new Series("ideal", [(1, 1), (most, most)], IsReference: true));
        const string description = "How many times as fast as sequential, against the number of workers; the dashed line is as many times as there are workers.";
        string title = $"{name}: speed-up";
        var x = new Axis("workers", static value => value.ToString("0.#", CultureInfo.InvariantCulture), FromZero: false, IsWhole: true);
        var y = new Axis("times as fast as sequential", Units.Digits);
        return Html.Figure(
            new LineChart($"scaling-{name}", title, description, x, y, series).Draw(), title, description,
            Html.Table(title, ["mode", "workers", "median", "speed-up"], rows.Select(IReadOnlyList<string> (row) =>
                [row.Text("mode"), x.Label(row.Whole("workers")), Units.Time(row.Seconds("median")), Units.Factor(alone / row.Number("median"))])));
    }
}
