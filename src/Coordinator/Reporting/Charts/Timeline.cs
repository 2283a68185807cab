using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>What happened when, one row for each that took part.</summary>
/// <remarks>As wide as the page: what lies along time is placed in percent, what has text in it keeps its size.</remarks>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
/// <param name="Time">Unit and form of the times.</param>
/// <param name="Rows">From top to bottom; the parts of a row do not overlap.</param>
internal sealed record Timeline(
    string Id, string Title, string Description, Axis Time, IReadOnlyList<(string Name, IReadOnlyList<TimelinePart> Parts)> Rows)
{
    private const double RowDistance = 38, BarHeight = 16;

    // Pixels of a panel on a screen of 320, which is the smallest that WCAG asks pages to fit (1.4.10).
    private const double NarrowestPage = 264;

    // In percent; less is not seen. Neighbours within it are drawn as one, so that a million slices do not make a page of a hundred megabytes.
    private const double Narrowest = 0.05;

    internal XElement Draw()
    {
        TimelinePart[] parts = [.. Rows.SelectMany(row => row.Parts)];
        (string Name, int Color)[] names = [.. parts.Where(part => part.Color >= 0).Select(part => (part.Name, part.Color)).Distinct().OrderBy(one => one.Color)];
        (double low, double high) = parts.Length == 0 ? (0, 1) : (parts.Min(part => part.Begin), parts.Max(part => part.End));
        var x = new Scale(low, high, 0, 100);
        var legend = new Legend(names.Select(name => (name.Name, Legend.Box(name.Color))), 0, NarrowestPage);
        double bottom = legend.Height + (Rows.Count * RowDistance);
        return Svg.WidePicture(
            Id, Title, Description, bottom + 42,
            [.. legend.Draw(), .. Rows.SelectMany((row, i) => Row(row.Name, row.Parts, legend.Height + (i * RowDistance), x)), .. Axis(x, bottom)]);
    }

    private IEnumerable<object> Row(string name, IReadOnlyList<TimelinePart> parts, double top, Scale x)
    {
        yield return Svg.Text(0, top + 13, name);
        foreach (TimelinePart part in Merged(parts, x))
        {
            string hover = $"{part.Name}: {Time.Label(part.End - part.Begin)} from {Time.Label(part.Begin)} on{(part.Detail is null ? "" : $", {part.Detail}")}";
            yield return Svg.Share(x[part.Begin], top + 17, Math.Max(Narrowest, x[part.End] - x[part.Begin]), BarHeight, $"fill c{part.Color}", hover);
        }
    }

    private static IEnumerable<TimelinePart> Merged(IReadOnlyList<TimelinePart> parts, Scale x)
    {
        TimelinePart? last = null;
        foreach (TimelinePart part in parts.Where(part => part.Color >= 0))
        {
            if (last is { } open && x[part.End] - x[open.Begin] < Narrowest)
            {
                // Too narrow to tell apart: whichever is longer names both.
                TimelinePart longer = part.End - part.Begin > open.End - open.Begin ? part : open;
                last = longer with { Begin = open.Begin, End = part.End, Detail = null };
                continue;
            }

            if (last is { } done) yield return done;
            last = part;
        }

        if (last is { } rest) yield return rest;
    }

    private IEnumerable<object> Axis(Scale x, double top)
    {
        yield return Svg.ShareLine(0, top, 100, top, "axis");
        foreach (double tick in x.Ticks(5))
        {
            yield return Svg.ShareLine(x[tick], top, x[tick], top + 4, "axis");
            yield return Svg.ShareText(x[tick], top + 18, Time.TickLabel(tick), x[tick] < 4 ? "start" : x[tick] > 96 ? "end" : "middle");
        }

        yield return Svg.ShareText(50, top + 36, Time.Title, "middle", "label quiet");
    }
}
