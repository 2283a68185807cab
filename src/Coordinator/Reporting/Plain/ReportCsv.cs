using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace Cluster.Coordinator.Reporting.Plain;

/// <summary>A report's data with every value on a line of its own: its place in the document, and the value.</summary>
internal static class ReportCsv
{
    internal static byte[] Write(JsonElement report)
    {
        using var memory = new MemoryStream();
        using (CsvWriter writer = CsvWriter.Create(memory, new CsvWriterOptions { FormatProvider = CultureInfo.InvariantCulture }, leaveOpen: true))
        {
            Line(writer, "place", "value");
            Values(writer, report, "");
        }

        return memory.ToArray();
    }

    private static void Values(CsvWriter writer, JsonElement element, string place)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject()) Values(writer, property.Value, place.Length == 0 ? property.Name : $"{place}.{property.Name}");
                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray()) Values(writer, item, $"{place}[{index++}]");
                break;
            default: Line(writer, place, Plain(element.ToString())); break;
        }
    }

    // A name of a file may hold what a terminal takes for a command.
    private static string Plain(string value) => string.Concat(value.Select(static letter => char.IsControl(letter) ? '\ufffd' : letter));

    private static void Line(CsvWriter writer, string place, string value)
    {
        writer.WriteField(place);
        writer.WriteField(value);
        writer.EndRecord();
    }
}
