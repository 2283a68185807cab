using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>What a job is predicted to take in each mode against its size, and where one mode overtakes another.</summary>
internal static class BreakEvenFigure
{
    private static readonly string[] Modes = ["sequential", "threads", "pipe", "shared"];

    /// <param name="name">Of the job.</param>
    /// <param name="advice">Null where the report has none; the figure is left out then, as it is for an input from a file, which has one size.</param>
    /// <param name="runs">The runs of the comparison, which lie on the chart as points.</param>
    internal static XElement? Of(string name, JsonElement? advice, IReadOnlyList<JsonElement> runs)
    {
        if (advice is not { } found || found.Items("sizes") is not { Count: > 1 } sizes) return null;
        IReadOnlyList<JsonElement> crossings = found.Items("breakEven");
        string option = crossings.Count > 0 ? $"--{crossings[0].Text("option")}" : "size";
        double smallest = sizes[0].Number("size");
        List<Series> series = [.. Modes.Where(mode => sizes[0].Maybe(mode) is not null).Select(mode =>
            new Series(mode, [.. sizes.Select(size => (size.Number("size"), size.GetProperty(mode).Number("seconds")))], ModeColors.Of(mode)))];
        series.AddRange(Measured(runs, option[2..]));
        Mark[] marks = [.. crossings.Where(one => one.Text("call") == "warm" && one.Text("than") == "sequential" && one.NumberOrNone("from") > smallest)
            .Select(one => new Mark($"{one.Text("mode")} from {Ticks.Count(Rounded(one.Number("from")))}", one.Number("from")))];
        string title = $"{name}: break-even";
        const string description = "Predicted time of a warm repetition against the size, with the best number of workers; vertical lines are where a mode " +
            "overtakes sequential. Filled: measured above.";
        var x = new Axis($"{option}, logarithmic", value => Units.Number((long)value), Ticks.Count, IsLogarithmic: true);
        var y = new Axis("time, logarithmic", seconds => Ticks.Seconds(Rounded(seconds)), Ticks.Seconds, IsLogarithmic: true);
        return Html.Figure(
            new LineChart($"break-even-{name}", title, description, x, y, series) { Marks = marks }.Draw(), title, description,
            Table(title, option, sizes), Crossings(name, crossings));
    }

    private static IEnumerable<Series> Measured(IReadOnlyList<JsonElement> runs, string option) => runs
        .Where(run => run.Maybe("parameters")?.Maybe(option) is { ValueKind: JsonValueKind.Number })
        .Select(run => new Series(
            $"{run.Text("mode")}, measured", [(run.GetProperty("parameters").Number(option), run.GetProperty("seconds").Number("median"))],
            ModeColors.Of(run.Text("mode")), SeriesKind.Points));

    private static XElement Table(string title, string option, IReadOnlyList<JsonElement> sizes)
    {
        string[] modes = [.. Modes.Where(mode => sizes[0].Maybe(mode) is not null)];
        return Html.Table(
            $"{title}, predicted", [option, .. modes, .. modes.Select(mode => $"{mode}, first call")],
            sizes.Select(IReadOnlyList<string> (size) =>
            [
                Units.Number(size.Whole("size")), .. modes.Select(mode => Time(size, mode, "seconds")), .. modes.Select(mode => Time(size, mode, "firstCallSeconds")),
            ]));
    }

    private static XElement? Crossings(string name, IReadOnlyList<JsonElement> crossings) => crossings.Count == 0 ? null : Html.Table(
        $"{name}: where one mode overtakes another", ["mode", "than", "call", "from", "to"],
        crossings.Select(IReadOnlyList<string> (one) =>
        [
            one.Text("mode"), one.Text("than"), one.Text("call"), Size(one, "from", "never"), Size(one, "to", one.Maybe("from") is null ? "–" : "the largest"),
        ]));

    private static string Size(JsonElement one, string end, string otherwise) => one.Maybe(end) is { } size ? Units.Number(size.GetInt64()) : otherwise;

    private static string Time(JsonElement size, string mode, string field) => Ticks.Seconds(Rounded(size.GetProperty(mode).Number(field)));

    // Three digits: these are predictions.
    private static double Rounded(double value)
    {
        if (value <= 0) return value;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
        return Math.Round(value / unit) * unit;
    }
}
