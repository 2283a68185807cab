using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>Named values in groups on one scale: lying bars from 0, or points where the axis is logarithmic, since a ratio has no beginning.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
/// <param name="Value">Unit and form of the values.</param>
/// <param name="Groups">From top to bottom.</param>
internal sealed record GroupedBars(string Id, string Title, string Description, Axis Value, IReadOnlyList<(string Name, IReadOnlyList<Segment> Bars)> Groups)
{
    private const double ValueWidth = 52, BarHeight = 12, BarDistance = 17, HeadHeight = 19, GroupGap = 7;

    internal XElement Draw()
    {
        Segment[] all = [.. Groups.SelectMany(group => group.Bars).Where(bar => Value.Shows(bar.Value))];
        double left = 10 + all.Select(bar => Svg.WidthOf(bar.Name)).DefaultIfEmpty(0).Max();
        double most = all.Select(bar => bar.Value).DefaultIfEmpty(1).Max();
        var scale = Value.IsLogarithmic
            ? new Scale(all.Select(bar => bar.Value).DefaultIfEmpty(1).Min() / 1.15, most, left, Svg.Column - ValueWidth, logarithmic: true)
            : new Scale(0, most > 0 ? most : 1, left, Svg.Column - ValueWidth);
        var content = new List<object>();
        double top = 0;
        foreach ((string name, IReadOnlyList<Segment> bars) in Groups)
        {
            content.Add(Svg.Text(0, top + 13, name, style: "label strong"));
            top += HeadHeight;
            foreach (Segment bar in bars.Where(bar => Value.Shows(bar.Value)))
            {
                content.AddRange(Bar(name, bar, top, left, scale));
                top += BarDistance;
            }

            top += GroupGap;
        }

        content.Add(Svg.Text(0, top + 10, Value.Title, style: "label quiet"));
        return Svg.Picture(Id, Title, Description, top + 16, content);
    }

    private IEnumerable<object> Bar(string group, Segment bar, double top, double left, Scale scale)
    {
        (double end, double middle) = (scale[bar.Value], top + (BarHeight / 2));
        string hover = $"{group}, {bar.Name}: {Value.Label(bar.Value)}";
        yield return Svg.Text(left - 6, top + 10, bar.Name, "end");
        if (Value.IsLogarithmic)
        {
            yield return Svg.Line(left, middle, Svg.Column - ValueWidth, middle, "grid");
            yield return Svg.Point(Svg.Sign(bar.Color, end, middle, $"fill c{bar.Color}"), end, middle, hover);
        }
        else
        {
            yield return Svg.Box(left, top, Math.Max(0.5, end - left), BarHeight, $"fill c{bar.Color}", hover);
        }

        yield return Svg.Text(end + (Value.IsLogarithmic ? 9 : 5), top + 10, Value.TickLabel(bar.Value), style: "label halo");
    }
}
