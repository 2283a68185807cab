using System.Text.Json;
using Cluster.Coordinator.Reporting.Demonstrations;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>A demonstration as one JSON object.</summary>
internal static class DemonstrationDocument
{
    internal static void Write(Utf8JsonWriter writer, DemonstrationReport report, Machine machine)
    {
        Lesson lesson = report.Lesson;
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteString("demo", report.Name);
        writer.WriteString("title", report.Title);
        writer.WriteString("source", report.Source);
        writer.WriteBoolean("shown", lesson.IsShown);
        writer.WriteStartObject("facts");
        foreach (FactGroup group in lesson.Mistake.Concat(lesson.Cured)) Write(writer, group);
        writer.WriteEndObject();
        writer.WriteString("diagnosis", lesson.Diagnosis);
        writer.WriteString("detection", lesson.Detection);
        writer.WriteString("cure", lesson.Cure);
        writer.WriteSeconds("seconds", report.Time);
        MachineObject.Write(writer, machine);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FactGroup group)
    {
        writer.WriteStartObject(group.Name);
        foreach (Fact fact in group.Facts) writer.WriteValue(fact.Name, fact.Value);
        if (group.Table is { } table)
        {
            writer.WriteStartArray(table.Name);
            foreach (IReadOnlyList<Fact> row in table.Rows)
            {
                writer.WriteStartObject();
                foreach (Fact fact in row) writer.WriteValue(fact.Name, fact.Value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
