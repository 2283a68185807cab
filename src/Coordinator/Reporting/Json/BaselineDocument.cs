using System.Buffers;
using System.Text.Json;
using Cluster.Coordinator.Reporting.Baselines;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>A report's data with what it is compared with: every form that is made of it shows the ratios.</summary>
internal static class BaselineDocument
{
    private const string Name = "baseline";

    /// <param name="report">Data of a report; another comparison in it is replaced.</param>
    /// <param name="earlier">Data of an earlier one.</param>
    internal static JsonDocument Of(JsonElement report, JsonElement earlier)
    {
        var ratios = BaselineRatios.Of(report, earlier);
        var bytes = new ArrayBufferWriter<byte>(1 << 20);
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in report.EnumerateObject().Where(static property => property.Name != Name)) property.WriteTo(writer);
            writer.WriteStartObject(Name);
            writer.WriteBoolean("quick", earlier.GetProperty("quick").GetBoolean());
            writer.WritePropertyName("machine");
            earlier.GetProperty("machine").WriteTo(writer);
            writer.WriteStartArray("ratios");
            foreach (Ratio ratio in ratios.All) Write(writer, ratio);
            writer.WriteEndArray();
            writer.WriteStartArray("notCompared");
            foreach (string why in ratios.NotCompared) writer.WriteStringValue(why);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(bytes.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, Ratio ratio)
    {
        writer.WriteStartObject();
        writer.WriteString("subject", ratio.Subject);
        writer.WriteString("row", ratio.Row);
        writer.WriteString("figure", ratio.Figure);
        writer.WriteNumber("earlier", ratio.Earlier);
        writer.WriteNumber("now", ratio.Now);
        writer.WriteNumber("ratio", ratio.Value);
        writer.WriteEndObject();
    }
}
