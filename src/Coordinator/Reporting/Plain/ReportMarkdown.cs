using System.Globalization;
using System.Text;
using System.Text.Json;
using Cluster.Coordinator.Reporting.Html;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Plain;

/// <summary>A report's data as Markdown tables.</summary>
internal static class ReportMarkdown
{
    internal static byte[] Write(JsonElement report)
    {
        var text = new StringBuilder();
        JsonElement machine = report.GetProperty("machine");
        text.Append(CultureInfo.InvariantCulture, $"# Measured\n\n{machine.Text("cpu")}, {machine.Whole("cores")} logical cores, ")
            .Append(CultureInfo.InvariantCulture, $"{Units.Bytes(machine.Whole("memoryBytes"))}, {machine.Text("os")}, kernel {machine.Text("kernel")}, {machine.Text("runtime")}.\n");
        foreach (JsonElement job in report.Items("jobs")) Job(text, job);
        foreach (JsonProperty part in report.GetProperty("measurements").EnumerateObject()) Part(text, part);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Job(StringBuilder text, JsonElement job)
    {
        JsonElement comparison = job.GetProperty("comparison");
        text.Append(CultureInfo.InvariantCulture, $"\n## {comparison.Text("job")}\n\n{comparison.Items("runs")[0].GetProperty("input").Text("description")}\n\n");
        Table(
            text, ["mode", "workers", "median", "minimum", "maximum", "speed-up"],
            comparison.Items("table").Select(IReadOnlyList<string> (row) =>
            [
                row.Text("mode"), row.Whole("workers").ToString(CultureInfo.InvariantCulture), Units.Time(row.Seconds("median")), Units.Time(row.Seconds("min")),
                Units.Time(row.Seconds("max")), row.Maybe("speedup") is { } speedup ? Units.Factor(speedup.GetDouble()) : "",
            ]));
        if (job.Items("scaling").Count == 0) return;
        text.Append('\n');
        Table(
            text, ["mode", "workers", "median"],
            job.Items("scaling").Select(IReadOnlyList<string> (row) =>
                [row.Text("mode"), row.Whole("workers").ToString(CultureInfo.InvariantCulture), Units.Time(row.Seconds("median"))]));
    }

    // Rows of one part may have different fields; a table has those of all.
    private static void Part(StringBuilder text, JsonProperty part)
    {
        string[] heads = [.. part.Value.EnumerateArray().SelectMany(row => row.EnumerateObject()).Where(IsValue).Select(field => field.Name).Distinct()];
        if (heads.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {part.Name}\n\n");
        Table(text, heads, part.Value.EnumerateArray().Select(IReadOnlyList<string> (row) =>
            [.. heads.Select(head => row.TryGetProperty(head, out JsonElement value) ? value.ToString() : "")]));
    }

    private static bool IsValue(JsonProperty field) => field.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);

    private static void Table(StringBuilder text, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(text, heads);
        Line(text, [.. heads.Select(_ => "---")]);
        foreach (IReadOnlyList<string> row in rows) Line(text, row);
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
