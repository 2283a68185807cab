using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>What passes from the wish for workers to the first result of one, by number of workers.</summary>
internal static class SpawnFigure
{
    private const string Part = "spawn";
    private const string What = "what";
    private const string Processes = "processes";

    // The steps as they follow each other, and the field of the part that has each in milliseconds.
    private static readonly (string Name, string Field, int Color)[] Steps =
    [
        ("process start", "processStartMilliseconds", 7), ("runtime", "runtimeMilliseconds", 0),
        ("handshake", "handshakeMilliseconds", 2), ("first task", "firstTaskMilliseconds", 1),
    ];

    internal static XElement? Of(JsonElement report)
    {
        // A row without any of the steps is of another experiment.
        JsonElement[] rows = [.. report.Part(Part).Where(row => row.Maybe(Processes) is not null && Segments(row).Count > 0)];
        if (rows.Length == 0) return null;
        const string title = "Starting workers";
        const string description = "From the wish to the first result, step by step, by the number that is started together; beside them processes " +
            "that do nothing. A first call pays it, or every call with --lifetime call.";
        (string, IReadOnlyList<Segment>)[] bars = [.. rows.Select(row => ($"{row.Text(What)}, {Units.Number(row.Whole(Processes))}", Segments(row)))];
        return Html.Figure(
            new BarChart("spawn-steps", "Starting workers, by step", description, Axes.Milliseconds("milliseconds"), bars).Draw(), title, description,
            Html.Table(title, [What, Processes, .. Steps.Select(step => step.Name)], rows.Select(IReadOnlyList<string> (row) =>
            [
                row.Text(What), Units.Number(row.Whole(Processes)),
                .. Steps.Select(step => double.IsFinite(row.NumberOrNone(step.Field)) ? Units.Time(TimeSpan.FromMilliseconds(row.Number(step.Field))) : "–"),
            ])));
    }

    private static IReadOnlyList<Segment> Segments(JsonElement row) =>
        [.. Steps.Select(step => new Segment(step.Name, row.NumberOrNone(step.Field), step.Color)).Where(segment => double.IsFinite(segment.Value))];
}
