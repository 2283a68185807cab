using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>How fast the memory is: the ceiling of everything else.</summary>
internal static class LimitsSection
{
    internal const string Part = "limits";

    internal static XElement? Of(JsonElement report)
    {
        // Pages that the system does not allow have a row without a figure.
        JsonElement[] rows = [.. report.Part(Part).Where(row => row.Maybe("gigabytesPerSecond") is not null)];
        if (rows.Length == 0) return null;
        return Html.Section(
            "limits", "Memory bandwidth",
            Html.Paragraph("What the memory of this machine delivers to one core and to several: no mode computes or copies faster than that."),
            Html.Figures(rows.GroupBy(row => row.Whole("pageBytes")).Select(pages => Figure(pages.Key, [.. pages]))));
    }

    /// <summary>The fastest way to copy memory that was found; NaN where it was not measured.</summary>
    internal static double CopyCeiling(JsonElement report) =>
        report.Part(Part).Where(row => row.Text("operation") == "copy").Select(row => row.NumberOrNone("gigabytesPerSecond")).DefaultIfEmpty(double.NaN).Max();

    private static XElement Figure(long pageBytes, IReadOnlyList<JsonElement> rows)
    {
        string title = $"Pages of {Ticks.Bytes(pageBytes)}";
        const string description = "Reading, writing and copying buffers larger than any cache, by as many threads.";
        Series[] series = [.. rows.GroupBy(row => row.Text("operation")).Select((operation, i) =>
            new Series(operation.Key, [.. operation.Select(row => ((double)row.Whole("threads"), row.Number("gigabytesPerSecond")))], i))];
        return Html.Figure(
            new LineChart(
                $"limits-{pageBytes.ToString(CultureInfo.InvariantCulture)}", $"Memory bandwidth, pages of {Ticks.Bytes(pageBytes)}", description,
                Axes.Counted("threads"), Axes.GigabytesPerSecond, series).Draw(),
            title, description,
            Html.Table(title, ["operation", "threads", "GB/s", "minimum", "maximum"], rows.Select(IReadOnlyList<string> (row) =>
            [
                row.Text("operation"), Units.Number(row.Whole("threads")), Units.Digits(row.Number("gigabytesPerSecond")),
                Units.Digits(row.Number("gigabytesPerSecondMin")), Units.Digits(row.Number("gigabytesPerSecondMax")),
            ])));
    }
}
