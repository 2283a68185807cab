using System.Text.Json;
using Cluster.Coordinator.Reporting.Html;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Baselines;

/// <summary>Which fields of a measured row say what was done, and which say what came of it.</summary>
internal static class PartFigures
{
    // What was set; two rows are of the same experiment if they agree in all of these that they have.
    private static readonly string[] Settings =
    [
        "operation", "threads", "pageBytes", "channel", "waiting", "frameBytes", "sweep", "direction", "workers", "chunkBytes", "memory", "memoryBytes",
        "socketBufferBytes", "readBufferBytes", "pauseThresholdBytes", "codec", "type", "elements", "holding", "predicted", "dataBytes", "pages", "step",
        "flush", "producers", "numbers", "mode", "schedule", "lifetime", "batch", "tasks", "what", "processes",
    ];

    /// <summary>The row in words: its settings in the order in which it has them.</summary>
    internal static string Name(JsonElement row) => string.Join(", ", row.EnumerateObject().Where(field => Settings.Contains(field.Name)).Select(Words));

    /// <summary>Medians, which have a minimum and a maximum beside them, and percentiles.</summary>
    internal static IEnumerable<(string Name, double Value)> Of(JsonElement row)
    {
        foreach (JsonProperty field in row.EnumerateObject())
        {
            bool isMedian = row.TryGetProperty($"{field.Name}Min", out _);
            bool isPercentile = field.Name is ['p', >= '0' and <= '9', ..];
            if ((isMedian || isPercentile) && row.NumberOrNone(field.Name) is { } value && double.IsFinite(value) && value > 0) yield return (field.Name, value);
        }
    }

    private static string Words(JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.String => field.Value.GetString()!,
        JsonValueKind.True => field.Name,
        JsonValueKind.False => $"not {field.Name}",
        JsonValueKind.Number when field.Name.EndsWith("Bytes", StringComparison.Ordinal) => $"{Ticks.Bytes(field.Value.GetDouble())} {Spaced(field.Name[..^5])}",
        _ => $"{field.Value} {field.Name}",
    };

    // socketBuffer: socket buffer
    private static string Spaced(string name) => string.Concat(name.Select(static letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}
