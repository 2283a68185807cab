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
        string quick = report.GetProperty("quick").GetBoolean() ? " Measured with --quick: good for a look, not for a record." : "";
        text.Append(CultureInfo.InvariantCulture, $"# Measured\n\n{Plain(MachineText.Of(report.GetProperty("machine")))}.{quick}\n");
        foreach (JsonElement gap in report.Items("gaps"))
            text.Append(CultureInfo.InvariantCulture, $"\n{Plain(gap.Text("what"))} was not measured: {Plain(gap.Text("why"))}\n");
        if (report.Maybe("baseline") is { } baseline) Baseline(text, baseline);
        foreach (JsonElement job in report.Items("jobs")) Job(text, job);
        foreach (JsonProperty part in report.GetProperty("measurements").EnumerateObject()) Part(text, part);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Baseline(StringBuilder text, JsonElement baseline)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Against an earlier report\n\nMeasured on {Plain(MachineText.Of(baseline.GetProperty("machine")))}.\n");
        foreach (JsonElement why in baseline.Items("notCompared")) text.Append(CultureInfo.InvariantCulture, $"Not compared: {Plain(why.GetString()!)}.\n");
        if (baseline.Items("ratios") is not { Count: > 0 } ratios) return;
        text.Append('\n');
        Table(text, ["of", "what", "figure", "earlier", "now", "now ÷ earlier"], ratios.Select(IReadOnlyList<string> (ratio) =>
        [
            ratio.Text("subject"), ratio.Text("row"), ratio.Text("figure"),
            FigureText.Of(ratio.Text("figure"), ratio.Number("earlier")), FigureText.Of(ratio.Text("figure"), ratio.Number("now")),
            Units.Factor(ratio.Number("ratio")),
        ]));
    }

    private static void Job(StringBuilder text, JsonElement job)
    {
        JsonElement comparison = job.GetProperty("comparison");
        string identical = comparison.GetProperty("identical").GetBoolean() ? "All results have the same bits." : "THE RESULTS DIFFER.";
        string input = comparison.Items("runs")[0].GetProperty("input").Text("description");
        text.Append(CultureInfo.InvariantCulture, $"\n## {Plain(comparison.Text("job"))}\n\nInput: {Plain(input)}. {identical}\n\n");
        Table(
            text, ["mode", "workers", "median", "minimum", "maximum", "speed-up"],
            comparison.Items("table").Select(IReadOnlyList<string> (row) =>
            [
                row.Text("mode"), Units.Number(row.Whole("workers")), Units.Time(row.Seconds("median")), Units.Time(row.Seconds("min")),
                Units.Time(row.Seconds("max")), row.Maybe("speedup") is { } speedup ? Units.Factor(speedup.GetDouble()) : "",
            ]));
        if (job.Items("scaling").Count > 0)
        {
            text.Append('\n');
            Table(
                text, ["mode", "workers", "median"],
                job.Items("scaling").Select(IReadOnlyList<string> (row) => [row.Text("mode"), Units.Number(row.Whole("workers")), Units.Time(row.Seconds("median"))]));
        }

        if (job.Maybe("advice") is { } advice) Advice(text, advice);
    }

    private static void Advice(StringBuilder text, JsonElement advice)
    {
        foreach (string call in (string[])["repeated", "once"])
            text.Append(CultureInfo.InvariantCulture, $"\n{Plain(advice.GetProperty("recommendation").GetProperty(call).Text("reason"))}\n");
        if (advice.Items("breakEven") is not { Count: > 0 } breakEven) return;
        text.Append('\n');
        Table(text, ["mode", "is faster than", "call", "from", "to"], breakEven.Select(IReadOnlyList<string> (one) =>
        [
            one.Text("mode"), one.Text("than"), one.Text("call"),
            one.Maybe("from") is { } from ? $"--{one.Text("option")} {from.GetInt64().ToString(CultureInfo.InvariantCulture)}" : "never",
            one.Maybe("to") is { } to ? to.GetInt64().ToString(CultureInfo.InvariantCulture) : "",
        ]));
    }

    // Rows of one part may have different fields; a table has those of all.
    private static void Part(StringBuilder text, JsonProperty part)
    {
        string[] heads = [.. part.Value.EnumerateArray().SelectMany(row => row.EnumerateObject()).Where(IsValue).Select(field => field.Name).Distinct()];
        if (heads.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {part.Name}\n\n");
        Table(text, heads, part.Value.EnumerateArray().Select(IReadOnlyList<string> (row) =>
            [.. heads.Select(head => row.TryGetProperty(head, out JsonElement value) ? Cell(value) : "")]));
    }

    private static bool IsValue(JsonProperty field) => field.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? Units.Number(whole) : Units.Significant(value.GetDouble()),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.ToString(),
    };

    private static void Table(StringBuilder text, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(text, heads);
        Line(text, [.. heads.Select(_ => "---")]);
        foreach (IReadOnlyList<string> row in rows) Line(text, row);
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Plain)).Append(" |\n");

    // Names of files may hold anything: nothing in them begins a cell, a line, an element or a command of a terminal.
    private static string Plain(string text) => string.Concat(text.Select(static letter => letter switch
    {
        '|' => "\\|",
        '<' => "&lt;",
        _ when char.IsControl(letter) => " ",
        _ => letter.ToString(),
    }));
}
