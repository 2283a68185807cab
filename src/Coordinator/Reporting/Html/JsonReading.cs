using System.Globalization;
using System.Text.Json;

namespace Cluster.Coordinator.Reporting.Html;

/// <summary>Values of a document that this program wrote.</summary>
internal static class JsonReading
{
    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    /// <summary>A number; also one that JSON has no form for, and that is written as a string therefore.</summary>
    internal static double Number(this JsonElement element, string name) => Number(element.GetProperty(name));

    internal static long Whole(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    internal static TimeSpan Seconds(this JsonElement element, string name) => TimeSpan.FromSeconds(element.Number(name));

    /// <summary>The elements of an array; none where there is no such property.</summary>
    internal static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement array) && array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray()] : [];

    /// <summary>NaN where there is no such property, or it is null: nothing that a chart shows.</summary>
    internal static double NumberOrNone(this JsonElement element, string name) => element.Maybe(name) is { } value ? Number(value) : double.NaN;

    /// <summary>The rows of a part of <c>measure</c>; none where a report does not have it.</summary>
    internal static IReadOnlyList<JsonElement> Part(this JsonElement report, string name) => report.Maybe("measurements")?.Items(name) ?? [];

    /// <summary>Null where there is no such property, or it is null.</summary>
    internal static JsonElement? Maybe(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();
}
