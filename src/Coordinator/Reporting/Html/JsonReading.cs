using System.Text.Json;

namespace Cluster.Coordinator.Reporting.Html;

/// <summary>Values of a document that this program wrote.</summary>
internal static class JsonReading
{
    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    internal static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    internal static long Whole(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    internal static TimeSpan Seconds(this JsonElement element, string name) => TimeSpan.FromSeconds(element.Number(name));

    /// <summary>The elements of an array; none where there is no such property.</summary>
    internal static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement array) && array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray()] : [];

    /// <summary>Null where there is no such property, or it is null.</summary>
    internal static JsonElement? Maybe(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
