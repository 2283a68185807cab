using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>What happened when, one row for each that took part.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
/// <param name="Time">Unit and form of the times.</param>
/// <param name="Rows">From top to bottom; the parts of a row do not overlap.</param>
internal sealed record Timeline(
    string Id, string Title, string Description, Axis Time, IReadOnlyList<(string Name, IReadOnlyList<TimelinePart> Parts)> Rows)
{
    private const double Width = 440, Left = 8, Right = 12, RowDistance = 36, BarHeight = 14, LegendLine = 16, LegendWidth = 106;

    // Narrower than this it is not seen; neighbours of one colour are drawn as one, so that a million slices do not make a page of a hundred megabytes.
    private const double Narrowest = 0.4;

    internal XElement Draw()
    {
        TimelinePart[] parts = [.. Rows.SelectMany(row => row.Parts)];
        (string Name, int Color)[] names = [.. parts.Where(part => part.Color >= 0).Select(part => (part.Name, part.Color)).Distinct().OrderBy(one => one.Color)];
        (double low, double high) = parts.Length == 0 ? (0, 1) : (parts.Min(part => part.Begin), parts.Max(part => part.End));
        var x = new Scale(low, high, Left, Width - Right);
        int perLine = (int)((Width - Left) / LegendWidth);
        double top = (((names.Length + perLine - 1) / perLine) * LegendLine) + 8, bottom = top + (Rows.Count * RowDistance);
        return Svg.Picture(
            Id, Title, Description, Width, bottom + 40,
            [.. Legend(names, perLine), .. Rows.SelectMany((row, i) => Row(row.Name, row.Parts, top + (i * RowDistance), x)), .. Axis(x, bottom)]);
    }

    private static IEnumerable<object> Legend((string Name, int Color)[] names, int perLine)
    {
        for (int i = 0; i < names.Length; i++)
        {
            (double x, double y) = (Left + (i % perLine * LegendWidth), 4 + (i / perLine * LegendLine));
            yield return Svg.Box(x, y, 11, 11, $"fill c{names[i].Color}");
            yield return Svg.Text(x + 16, y + 10, names[i].Name);
        }
    }

    private IEnumerable<object> Row(string name, IReadOnlyList<TimelinePart> parts, double top, Scale x)
    {
        yield return Svg.Text(Left, top + 12, name);
        foreach (TimelinePart part in Merged(parts, x))
        {
            string hover = $"{part.Name}: {Time.Label(part.End - part.Begin)} from {Time.Label(part.Begin)} on{(part.Detail is null ? "" : $", {part.Detail}")}";
            yield return Svg.Box(x[part.Begin], top + 16, Math.Max(Narrowest, x[part.End] - x[part.Begin]), BarHeight, $"fill c{part.Color}", hover);
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
        yield return Svg.Line(Left, top, Width - Right, top, "axis");
        foreach (double tick in x.Ticks(6))
        {
            yield return Svg.Line(x[tick], top, x[tick], top + 4, "axis");
            yield return Svg.Text(x[tick], top + 17, Time.Label(tick), x[tick] < Left + 12 ? "start" : "middle");
        }

        yield return Svg.Text(Width / 2, top + 34, Time.Title, "middle", "label quiet");
    }
}
