using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>Lines over two axes.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
internal sealed record LineChart(string Id, string Title, string Description, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    // One column of a page, on a phone too: text of 12 units in a picture of 440 is 10 pixels high on a screen of 360.
    private const double Width = 440, Left = 56, Right = 12, Top = 10, Bottom = 42, PlotHeight = 210, LegendLine = 16;

    internal XElement Draw()
    {
        double top = Top + (((Series.Count + 1) / 2) * LegendLine) + 6;
        (double low, double high) = Range(Series.SelectMany(series => series.Points).Select(point => point.X), X);
        var x = new Scale(low, high, Left, Width - Right, X.IsLogarithmic);
        (low, high) = Range(Series.SelectMany(series => series.Points).Select(point => point.Y), Y);
        var y = new Scale(low, Y.IsLogarithmic ? high * 1.15 : high + ((high - low) * 0.06), top + PlotHeight, top, Y.IsLogarithmic);
        return Svg.Picture(Id, Title, Description, Width, top + PlotHeight + Bottom, [.. Legend(), .. Grid(x, y, top), .. Lines(x, y)]);
    }

    private IEnumerable<object> Legend()
    {
        for (int i = 0; i < Series.Count; i++)
        {
            (double x, double y) = (Left + (i % 2 * (Width - Left) / 2), Top + (i / 2 * LegendLine) + 4);
            yield return Svg.Line(x, y, x + 18, y, Series[i].IsReference ? "line reference" : $"line c{i % 10}");
            yield return Svg.Text(x + 24, y + 4, Series[i].Name);
        }
    }

    private IEnumerable<object> Grid(Scale x, Scale y, double top)
    {
        foreach (double tick in y.Ticks(5, Y.Root))
        {
            yield return Svg.Line(Left, y[tick], Width - Right, y[tick], "grid");
            yield return Svg.Text(Left - 6, y[tick] + 4, Y.Label(tick), "end");
        }

        foreach (double tick in x.Ticks(6, X.Root).Where(tick => !X.IsWhole || tick == Math.Floor(tick)))
        {
            yield return Svg.Line(x[tick], top + PlotHeight, x[tick], top + PlotHeight + 4, "axis");
            yield return Svg.Text(x[tick], top + PlotHeight + 17, X.Label(tick), "middle");
        }

        yield return Svg.Line(Left, top + PlotHeight, Width - Right, top + PlotHeight, "axis");
        yield return Svg.Text((Left + Width - Right) / 2, top + PlotHeight + 34, $"{X.Title} — vertical: {Y.Title}", "middle", "label quiet");
    }

    private IEnumerable<object> Lines(Scale x, Scale y)
    {
        for (int i = 0; i < Series.Count; i++)
        {
            Series series = Series[i];
            yield return Svg.Path(series.Points.Select(point => (x[point.X], y[point.Y])), series.IsReference ? "line reference" : $"line c{i % 10}");
            if (series.IsReference) continue;
            foreach ((double px, double py) in series.Points)
                yield return Svg.Dot(x[px], y[py], $"dot c{i % 10}", $"{series.Name}: {Y.Label(py)} at {X.Label(px)}");
        }
    }

    private static (double Low, double High) Range(IEnumerable<double> values, Axis axis)
    {
        double[] all = [.. values.Where(value => double.IsFinite(value) && (!axis.IsLogarithmic || value > 0))];
        if (all.Length == 0) return (1, 2);
        return (axis is { IsLogarithmic: false, FromZero: true } ? Math.Min(0, all.Min()) : all.Min(), all.Max());
    }
}
