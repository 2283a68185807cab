using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>How often values fell into each of some classes.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
/// <param name="Value">Unit and form of the values.</param>
/// <param name="Classes">Lower end, upper end and count; neighbours touch.</param>
/// <param name="Marks">Values that are named, such as percentiles.</param>
internal sealed record Histogram(
    string Id, string Title, string Description, Axis Value, IReadOnlyList<(double Low, double High, long Count)> Classes, IReadOnlyList<(string Name, double Value)> Marks)
{
    private const double Width = 440, Left = 12, Right = 12, Top = 30, PlotHeight = 150, Bottom = 42;

    internal XElement Draw()
    {
        (double low, double high) = Classes.Count == 0 ? (1, 2) : (Classes[0].Low, Classes[^1].High);
        var x = new Scale(low, high, Left, Width - Right, Value.IsLogarithmic);
        var y = new Scale(0, Classes.Select(one => one.Count).DefaultIfEmpty(1).Max(), Top + PlotHeight, Top);
        return Svg.Picture(Id, Title, Description, Width, Top + PlotHeight + Bottom, [.. Bars(x, y), .. Axis(x), .. Marked(x)]);
    }

    private IEnumerable<object> Bars(Scale x, Scale y)
    {
        long all = Math.Max(1, Classes.Sum(one => one.Count));
        foreach ((double low, double high, long count) in Classes.Where(one => one.Count > 0))
        {
            string hover = $"{Value.Label(low)} to {Value.Label(high)}: {count:N0} ({Math.Round(100.0 * count / all, 2):0.##} %)";
            yield return Svg.Box(x[low], y[count], Math.Max(0.5, x[high] - x[low] - 0.5), y[0] - y[count], "fill c0", hover);
        }
    }

    private IEnumerable<object> Axis(Scale x)
    {
        yield return Svg.Line(Left, Top + PlotHeight, Width - Right, Top + PlotHeight, "axis");
        foreach (double tick in x.Ticks(6, Value.Root))
        {
            yield return Svg.Line(x[tick], Top + PlotHeight, x[tick], Top + PlotHeight + 4, "axis");
            yield return Svg.Text(x[tick], Top + PlotHeight + 17, Value.Label(tick), "middle");
        }

        yield return Svg.Text(Width / 2, Top + PlotHeight + 34, Value.Title, "middle", "label quiet");
    }

    // Names of neighbouring marks take turns in two lines, so that they stay apart.
    private IEnumerable<object> Marked(Scale x)
    {
        for (int i = 0; i < Marks.Count; i++)
        {
            double at = Math.Clamp(x[Marks[i].Value], Left, Width - Right);
            yield return Svg.Line(at, Top - 2, at, Top + PlotHeight, "mark");
            yield return Svg.Text(at, i % 2 == 0 ? 12 : 25, Marks[i].Name, at > Width - 60 ? "end" : "middle");
        }
    }
}
