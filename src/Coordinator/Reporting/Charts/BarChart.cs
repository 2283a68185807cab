using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>Lying bars, each made of segments, all on one scale that begins at 0.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What is to be seen in it, in a sentence.</param>
/// <param name="Value">Unit and form of the values.</param>
/// <param name="Bars">From top to bottom.</param>
internal sealed record BarChart(string Id, string Title, string Description, Axis Value, IReadOnlyList<(string Name, IReadOnlyList<Segment> Segments)> Bars)
{
    private const double Width = 440, Left = 8, Right = 64, BarHeight = 18, BarDistance = 42, LegendLine = 16, LegendWidth = 106;

    internal XElement Draw()
    {
        (string Name, int Color)[] names = [.. Bars.SelectMany(bar => bar.Segments).Select(segment => (segment.Name, segment.Color)).Distinct()];
        double most = Bars.Select(bar => bar.Segments.Sum(segment => segment.Value)).DefaultIfEmpty(1).Max();
        var scale = new Scale(0, most > 0 ? most : 1, Left, Width - Right);
        int perLine = (int)((Width - Left) / LegendWidth);
        double top = names.Length > 1 ? (((names.Length + perLine - 1) / perLine) * LegendLine) + 8 : 4;
        return Svg.Picture(
            Id, Title, Description, Width, top + (Bars.Count * BarDistance) + 20,
            [.. names.Length > 1 ? Legend(names, perLine) : [], .. Bars.SelectMany((bar, i) => Bar(bar.Name, bar.Segments, top + (i * BarDistance), scale)),
                Svg.Text((Left + Width) / 2, top + (Bars.Count * BarDistance) + 14, Value.Title, "middle", "label quiet")]);
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

    private IEnumerable<object> Bar(string name, IReadOnlyList<Segment> segments, double top, Scale scale)
    {
        yield return Svg.Text(Left, top + 12, name);
        double sum = 0;
        foreach (Segment segment in segments.Where(segment => segment.Value > 0))
        {
            double from = scale[sum], to = scale[sum += segment.Value];
            yield return Svg.Box(from, top + 17, to - from, BarHeight, $"fill c{segment.Color}", $"{name}, {segment.Name}: {Value.Label(segment.Value)}");
        }

        yield return Svg.Text(scale[sum] + 6, top + 17 + 13, Value.Label(sum));
    }
}
