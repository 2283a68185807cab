using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>How many small tasks are done in a second, against how many are handed out together.</summary>
internal static class TasksFigure
{
    private const string Part = "tasks";
    private const string Batch = "batch";
    private const string Rate = "tasksPerSecond";

    // Whatever of these a row has tells which line it belongs to, in this order.
    private static readonly string[] Lines = ["mode", "channel", "workers"];

    internal static XElement? Of(JsonElement report)
    {
        JsonElement[] rows = [.. report.Part(Part).Where(row => row.Maybe(Batch) is { ValueKind: JsonValueKind.Number } && row.Maybe(Rate) is not null)];
        if (rows.Length == 0) return null;
        const string title = "Small tasks";
        const string description = "Tasks that do next to nothing, by how many a worker gets in one message: " +
            "what handing them out one by one costs, and from which batch on it no longer matters.";
        Series[] series = [.. rows.GroupBy(Line).Select((line, i) => new Series(line.Key, [.. line.Select(row => (row.Number(Batch), row.Number(Rate)))], i % 10))];
        var x = new Axis("tasks in a batch, logarithmic", value => Units.Count((long)value, "task"), Ticks.Count, IsLogarithmic: true);
        var y = new Axis("tasks per second, logarithmic", value => $"{Ticks.Count(Math.Round(value))} tasks/s", Ticks.Count, IsLogarithmic: true);
        return Html.Figure(
            new LineChart("tasks-batch", "Tasks per second against batch size", description, x, y, series).Draw(), title, description,
            Html.Table(title, ["way", "tasks in a batch", "tasks per second"], rows.Select(IReadOnlyList<string> (row) =>
                [Line(row), Units.Number(row.Whole(Batch)), Units.Digits(row.Number(Rate))])));
    }

    private static string Line(JsonElement row)
    {
        string[] words =
        [
            .. Lines.Select(name => (Name: name, Value: row.Maybe(name))).Where(one => one.Value is { ValueKind: not JsonValueKind.Null })
                .Select(one => one.Name == "workers" ? Units.Count(one.Value!.Value.GetInt64(), "worker") : one.Value!.Value.ToString())
                // Mode and channel may be the same word.
                .Distinct(),
        ];
        return words.Length == 0 ? "tasks" : string.Join(", ", words);
    }
}
