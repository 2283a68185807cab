using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>How long a frame takes to another process and back: distributions, and percentiles against size.</summary>
internal static class LatencySection
{
    private const string Part = "latency";

    private static readonly (string Name, string Field)[] Percentiles =
        [("p50", "p50Microseconds"), ("p90", "p90Microseconds"), ("p99", "p99Microseconds"), ("p99.9", "p999Microseconds")];

    private static readonly Axis Microseconds = new("microseconds, logarithmic", static value => $"{Units.Digits(value)} µs", Ticks.Number, IsLogarithmic: true);

    internal static XElement? Of(JsonElement report)
    {
        IReadOnlyList<JsonElement> rows = report.Part(Part);
        if (rows.Count == 0) return null;
        return Html.Section(
            "latency", "Latency",
            Html.Paragraph("Round trips of a frame to another process and back: what handing out work costs at least. " +
                "Ends that wait in the kernel, and ends that wait by the event loop."),
            Html.Figures([.. rows.GroupBy(row => row.Text("waiting")).Select(way => Distribution(way.Key, way.First())), Sizes(rows)]));
    }

    private static XElement Distribution(string waiting, JsonElement row)
    {
        string title = $"{char.ToUpperInvariant(waiting[0])}{waiting[1..]}, frame of {Units.Bytes(row.Whole("frameBytes"))}";
        const string description = "How many round trips took how long; the tail is what a run with many messages meets.";
        (double, double, long)[] classes = [.. row.Items("histogramMicroseconds").Select(one => (one.Number("from"), one.Number("to"), one.Whole("count")))];
        Mark[] marks = [.. Percentiles.Where(one => one.Name != "p90").Select(one =>
            new Mark($"{one.Name} {Units.Digits(row.Number(one.Field))}", row.Number(one.Field)))];
        return Html.Figure(
            new Histogram($"latency-{waiting}", $"Round trips, {waiting}: distribution", description, Microseconds, classes, marks).Draw(), title, description,
            Html.Table(title, ["from", "to", "round trips"], classes.Where(one => one.Item3 > 0).Select(IReadOnlyList<string> (one) =>
                [Microseconds.Label(one.Item1), Microseconds.Label(one.Item2), Units.Number(one.Item3)])));
    }

    private static XElement Sizes(IReadOnlyList<JsonElement> rows)
    {
        const string title = "Percentiles by frame size";
        const string description = "Medians and 99th percentiles of both ways of waiting.";
        (string Name, string Field)[] shown = [Percentiles[0], Percentiles[2]];
        Series[] series = [.. rows.GroupBy(row => row.Text("waiting")).SelectMany((way, i) => shown.Select((one, j) =>
            new Series($"{way.Key} {one.Name}", [.. way.Select((row, at) => ((double)at, row.Number(one.Field)))], (2 * i) + j)))];
        string[] sizes = [.. rows.Select(row => row.Whole("frameBytes")).Distinct().Select(size => Ticks.Bytes(size))];
        // Sizes begin with nothing at all, which has no logarithm: they stand beside each other.
        var x = new Axis("frame", at => sizes[Math.Clamp((int)Math.Round(at), 0, sizes.Length - 1)], IsWhole: true);
        return Html.Figure(
            new LineChart("latency-sizes", "Percentiles of round trips, by frame size", description, x, Microseconds, series).Draw(), title, description,
            Html.Table(title, ["waiting", "frame", "minimum", .. Percentiles.Select(one => one.Name), "maximum"], rows.Select(IReadOnlyList<string> (row) =>
            [
                row.Text("waiting"), Ticks.Bytes(row.Whole("frameBytes")), Microseconds.Label(row.Number("minMicroseconds")),
                .. Percentiles.Select(one => Microseconds.Label(row.Number(one.Field))), Microseconds.Label(row.Number("maxMicroseconds")),
            ])));
    }
}
