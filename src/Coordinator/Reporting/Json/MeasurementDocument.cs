using System.Text.Json;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>Measured parts as one JSON object: a key per part, each a list of rows with the numbers' units in their names.</summary>
internal static class MeasurementDocument
{
    internal static void Write(Utf8JsonWriter writer, IReadOnlyList<MeasuredPart> parts, bool quick, Machine machine)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteBoolean("quick", quick);
        WriteParts(writer, parts);
        MachineObject.Write(writer, machine);
        writer.WriteEndObject();
    }

    /// <summary>The parts alone, as properties of an object that has been begun.</summary>
    internal static void WriteParts(Utf8JsonWriter writer, IReadOnlyList<MeasuredPart> parts)
    {
        foreach (MeasuredPart part in parts)
        {
            writer.WriteStartArray(part.Name);
            foreach (MeasurementRow row in part.Rows) Write(writer, row);
            writer.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter writer, MeasurementRow row)
    {
        writer.WriteStartObject();
        foreach (RowField field in row.Fields) Write(writer, field);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RowField field)
    {
        switch (field.Value)
        {
            case null: writer.WriteNull(field.Name); break;
            case bool truth: writer.WriteBoolean(field.Name, truth); break;
            case Spread spread:
                writer.WriteValue(field.Name, spread.Median);
                writer.WriteValue($"{field.Name}Min", spread.Minimum);
                writer.WriteValue($"{field.Name}Max", spread.Maximum);
                break;
            case Histogram histogram: Write(writer, field.Name, histogram); break;
            default: writer.WriteValue(field.Name, field.Value); break;
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, Histogram histogram)
    {
        writer.WriteStartArray(name);
        foreach (HistogramBucket bucket in histogram.Buckets)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", bucket.From);
            writer.WriteNumber("to", bucket.To);
            writer.WriteNumber("count", bucket.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
