using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>Lying bars in groups, on one scale that begins at 0; the name of a bar is in front of it.</summary>
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
        Segment[] all = [.. Groups.SelectMany(group => group.Bars).Where(bar => double.IsFinite(bar.Value))];
        double left = 8 + all.Select(bar => Svg.WidthOf(bar.Name)).DefaultIfEmpty(0).Max();
        double most = all.Select(bar => bar.Value).DefaultIfEmpty(0).Max();
        var scale = new Scale(0, most > 0 ? most : 1, left, Svg.Column - ValueWidth);
        var content = new List<object>();
        double top = 0;
        foreach ((string name, IReadOnlyList<Segment> bars) in Groups)
        {
            content.Add(Svg.Text(0, top + 13, name, style: "label strong"));
            top += HeadHeight;
            foreach (Segment bar in bars.Where(bar => double.IsFinite(bar.Value)))
            {
                content.Add(Svg.Text(left - 6, top + 10, bar.Name, "end"));
                content.Add(Svg.Box(left, top, Math.Max(0.5, scale[bar.Value] - left), BarHeight, $"fill c{bar.Color}", $"{name}, {bar.Name}: {Value.Label(bar.Value)}"));
                content.Add(Svg.Text(Math.Max(left, scale[bar.Value]) + 5, top + 10, Value.TickLabel(bar.Value)));
                top += BarDistance;
            }

            top += GroupGap;
        }

        content.Add(Svg.Text(0, top + 10, Value.Title, style: "label quiet"));
        return Svg.Picture(Id, Title, Description, top + 16, content);
    }
}
