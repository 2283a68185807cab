using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>Lines over two axes.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="Series">In the order of the legend.</param>
internal sealed record LineChart(string Id, string Title, string Description, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    private const double Right = Svg.Column - 12, PlotHeight = 200, TitleHeight = 24, AxisHeight = 40;

    /// <summary>Values along the horizontal axis that have a name.</summary>
    internal IReadOnlyList<Mark> Marks { get; init; } = [];

    internal XElement Draw()
    {
        Series[] series =
        [
            .. Series.Select(one => one with { Points = [.. one.Points.Where(point => X.Shows(point.X) && Y.Shows(point.Y))] })
                .Where(one => one.Points.Count > 0),
        ];
        var legend = new Legend(series.Where(one => one.Kind != SeriesKind.Points).Select(one => (one.Name, Key(one))), 0, Svg.Column);
        (double low, double high) = Range(series.SelectMany(one => one.Points).Select(point => point.Y), Y);
        (low, high) = Y.IsLogarithmic ? (low / 1.15, high * 1.15) : (low, high + ((high - low) * 0.06));
        // Labels first: how wide they are says where the plot begins.
        double left = 10 + new Scale(low, high, 0, 1, Y.IsLogarithmic).Ticks(5, Y.Root).Select(tick => Svg.WidthOf(Y.TickLabel(tick))).DefaultIfEmpty(0).Max();
        (double first, double last) = Range(series.SelectMany(one => one.Points).Select(point => point.X), X);
        var x = new Scale(first, last, left + 4, Right, X.IsLogarithmic);
        var marks = new MarkLines(Marks, x, left, Svg.Column);
        double top = legend.Height + TitleHeight + marks.Height;
        var y = new Scale(low, high, top + PlotHeight, top, Y.IsLogarithmic);
        return Svg.Picture(
            Id, Title, Description, top + PlotHeight + AxisHeight,
            [
                .. legend.Draw(), Svg.Text(0, legend.Height + 12, Y.Title, style: "label quiet"), .. Grid(x, y, left, top),
                .. marks.Draw(legend.Height + TitleHeight - 6, top + PlotHeight), .. series.SelectMany(one => Line(one, x, y)),
            ]);
    }

    private static Func<double, double, IEnumerable<object>> Key(Series series) => (x, y) => series.Kind switch
    {
        SeriesKind.Reference => [Svg.Line(x, y, x + 16, y, "line reference")],
        _ => [Svg.Line(x, y, x + 16, y, $"line c{series.Color}"), Svg.Sign(series.Color, x + 8, y, $"dot c{series.Color}")],
    };

    private IEnumerable<object> Grid(Scale x, Scale y, double left, double top)
    {
        foreach (double tick in y.Ticks(5, Y.Root))
        {
            yield return Svg.Line(left, y[tick], Right, y[tick], "grid");
            yield return Svg.Text(left - 6, y[tick] + 4, Y.TickLabel(tick), "end");
        }

        double free = double.NegativeInfinity;
        foreach (double tick in x.Ticks(6, X.Root).Where(tick => !X.IsWhole || tick == Math.Floor(tick)))
        {
            yield return Svg.Line(x[tick], top + PlotHeight, x[tick], top + PlotHeight + 4, "axis");
            double width = Svg.WidthOf(X.TickLabel(tick)), middle = Math.Min(x[tick], Svg.Column - (width / 2));
            // A label that would touch the one before is left out; its line stays.
            if (middle - (width / 2) < free + 6) continue;
            free = middle + (width / 2);
            yield return Svg.Text(middle, top + PlotHeight + 17, X.TickLabel(tick), "middle");
        }

        yield return Svg.Line(left, top + PlotHeight, Right, top + PlotHeight, "axis");
        yield return Svg.Text((left + Right) / 2, top + PlotHeight + 34, X.Title, "middle", "label quiet");
    }

    private IEnumerable<object> Line(Series series, Scale x, Scale y)
    {
        string style = series.Kind == SeriesKind.Reference ? "line reference" : $"line c{series.Color}";
        if (series.Kind != SeriesKind.Points) yield return Svg.Path(series.Points.Select(point => (x[point.X], y[point.Y])), style);
        if (series.Kind == SeriesKind.Reference) yield break;
        string sign = series.Kind == SeriesKind.Points ? $"fill c{series.Color}" : $"dot c{series.Color}";
        foreach ((double px, double py) in series.Points)
            yield return Svg.Point(Svg.Sign(series.Color, x[px], y[py], sign), x[px], y[py], $"{series.Name}: {Y.Label(py)} at {X.Label(px)}");
    }

    private static (double Low, double High) Range(IEnumerable<double> values, Axis axis)
    {
        double[] all = [.. values];
        if (all.Length == 0) return (1, 2);
        return (axis is { IsLogarithmic: false, FromZero: true } ? Math.Min(0, all.Min()) : all.Min(), all.Max());
    }
}
