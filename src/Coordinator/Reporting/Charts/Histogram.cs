using System.Globalization;
using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>How often values fell into each of some classes.</summary>
/// <remarks>Counts are on a logarithmic scale: what is rare matters, and one in ten thousand is a hair's breadth otherwise.</remarks>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
/// <param name="Value">Unit and form of the values.</param>
/// <param name="Classes">Lower end, upper end and count; neighbours touch.</param>
/// <param name="Marks">Values that are named, such as percentiles.</param>
internal sealed record Histogram(
    string Id, string Title, string Description, Axis Value, IReadOnlyList<(double Low, double High, long Count)> Classes, IReadOnlyList<Mark> Marks)
{
    private const double Right = Svg.Column - 8, PlotHeight = 170, TitleHeight = 24, AxisHeight = 40;

    // A bar of one is seen, and is a tenth as high as one of ten thousand.
    private const double Floor = 0.6;

    internal XElement Draw()
    {
        (double low, double high) = Classes.Count == 0 ? (1, 2) : (Classes[0].Low, Classes[^1].High);
        // What is below the first limit that a logarithm has: the first bucket may begin at 0.
        if (Value.IsLogarithmic && low <= 0) low = Classes[0].High / 2;
        long most = Math.Max(1, Classes.Select(one => one.Count).DefaultIfEmpty(1).Max());
        double left = 12 + Svg.WidthOf(Count(most));
        var x = new Scale(low, high, left, Right, Value.IsLogarithmic);
        var marks = new MarkLines(Marks, x, left, Svg.Column);
        double top = TitleHeight + marks.Height;
        var y = new Scale(Floor, most * 1.2, top + PlotHeight, top, logarithmic: true);
        return Svg.Picture(
            Id, Title, Description, top + PlotHeight + AxisHeight,
            [.. Grid(y, left), .. Bars(x, y), .. Axis(x, left, top), .. marks.Draw(TitleHeight - 6, top + PlotHeight)]);
    }

    private static IEnumerable<object> Grid(Scale y, double left)
    {
        yield return Svg.Text(0, 12, "how many, logarithmic", style: "label quiet");
        foreach (double tick in y.Ticks(5).Where(tick => tick >= 1 && tick == Math.Floor(tick)))
        {
            yield return Svg.Line(left, y[tick], Right, y[tick], "grid");
            yield return Svg.Text(left - 6, y[tick] + 4, Count((long)tick), "end");
        }
    }

    private IEnumerable<object> Bars(Scale x, Scale y)
    {
        long all = Math.Max(1, Classes.Sum(one => one.Count));
        foreach ((double low, double high, long count) in Classes.Where(one => one.Count > 0))
        {
            string share = (100.0 * count / all).ToString("0.###", CultureInfo.InvariantCulture);
            string hover = $"{Value.Label(low)} to {Value.Label(high)}: {Count(count)} ({share}%)";
            double from = x.Shows(low) ? x[low] : x.From;
            yield return Svg.Box(from, y[count], Math.Max(0.5, x[high] - from - 0.5), y[Floor] - y[count], "fill c0", hover);
        }
    }

    private IEnumerable<object> Axis(Scale x, double left, double top)
    {
        yield return Svg.Line(left, top + PlotHeight, Right, top + PlotHeight, "axis");
        double free = double.NegativeInfinity;
        foreach (double tick in x.Ticks(6, Value.Root))
        {
            yield return Svg.Line(x[tick], top + PlotHeight, x[tick], top + PlotHeight + 4, "axis");
            double width = Svg.WidthOf(Value.TickLabel(tick)), middle = Math.Min(x[tick], Svg.Column - (width / 2));
            if (middle - (width / 2) < free + 6) continue;
            free = middle + (width / 2);
            yield return Svg.Text(middle, top + PlotHeight + 17, Value.TickLabel(tick), "middle");
        }

        yield return Svg.Text((left + Right) / 2, top + PlotHeight + 34, Value.Title, "middle", "label quiet");
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
