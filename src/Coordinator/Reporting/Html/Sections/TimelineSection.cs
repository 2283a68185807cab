using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>One repetition of an iterative run, on the clock that coordinator and workers share.</summary>
internal static class TimelineSection
{
    internal static XElement? Of(JsonElement timeline)
    {
        (string Name, IReadOnlyList<TimelinePart> Parts)[] rows = [.. timeline.Items("rows").Select(row => (row.Text("name"), Parts(row)))];
        if (rows.Length == 0) return null;
        string title = $"{timeline.Text("job")} in mode {timeline.Text("mode")}: one repetition";
        const string description = "What coordinator and workers did when. Blank is waiting.";
        Axis time = Axes.Milliseconds("milliseconds since its start");
        return Html.Section(
            "timeline", "Timeline",
            Html.Paragraph("Stages are the rounds of an iterative job: each ends when its last chunk has been reduced."),
            Html.Figures(Html.Figure(
                new Timeline("timeline-chart", title, description, time, rows).Draw(), title, description,
                Html.Table(title, ["row", "phase", "times", "time in all"], rows.SelectMany(row =>
                    row.Parts.GroupBy(part => part.Name).Select(IReadOnlyList<string> (group) =>
                        [row.Name, group.Key, Units.Number((long)group.Count()), time.Label(group.Sum(part => part.End - part.Begin))]))))));
    }

    private static IReadOnlyList<TimelinePart> Parts(JsonElement row) =>
    [
        .. row.Items("parts").Select(part =>
        {
            string name = part.Text("name");
            int color = name == "idle" ? -1 : name.StartsWith("stage", StringComparison.Ordinal) ? 9 : PhaseColors.Of(name);
            string? detail = part.Maybe("chunk") is { } chunk ? $"chunk {chunk.GetInt32()}" : null;
            return new TimelinePart(color == 9 ? "stage" : name, part.Number("begin"), part.Number("end"), color, color == 9 ? name : detail);
        }),
    ];
}
