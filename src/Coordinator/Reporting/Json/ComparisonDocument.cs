using System.Text.Json;
using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>A comparison as one JSON object: the documents of its runs, and a row for each.</summary>
internal static class ComparisonDocument
{
    internal static void Write(Utf8JsonWriter writer, Comparison comparison, Machine machine)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteString("job", comparison.Outcomes[0].Job.Definition.Name);
        writer.WriteStartArray("runs");
        foreach (RunOutcome outcome in comparison.Outcomes) RunDocument.Write(writer, outcome, machine);
        writer.WriteEndArray();
        writer.WriteBoolean("identical", comparison.Identical);
        writer.WriteStartArray("table");
        foreach (ComparisonRow row in comparison.Rows) Row(writer, row);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter writer, ComparisonRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("mode", row.Outcome.Mode.Word());
        writer.WriteNumber("workers", row.Outcome.Workers);
        writer.WriteSeconds("median", row.Outcome.Median);
        writer.WriteSeconds("min", row.Outcome.Minimum);
        writer.WriteSeconds("max", row.Outcome.Maximum);
        Optional(writer, "speedup", row.Speedup);
        Optional(writer, "efficiency", row.Efficiency);
        writer.WriteNumber("overheadShare", row.OverheadShare);
        writer.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }
}
