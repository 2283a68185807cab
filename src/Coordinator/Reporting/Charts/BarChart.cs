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
    private const double Right = Svg.Column - 66, BarHeight = 16, BarDistance = 40, NameHeight = 17;

    /// <summary>A value to compare all bars with, such as what a machine has; null for none.</summary>
    internal Mark? Limit { get; init; }

    internal XElement Draw()
    {
        (string Name, int Color)[] names = [.. Bars.SelectMany(bar => bar.Segments).Where(Shows).Select(segment => (segment.Name, segment.Color)).Distinct()];
        var legend = new Legend(names.Length > 1 ? names.Select(name => (name.Name, Legend.Box(name.Color))) : [], 0, Svg.Column);
        double most = Bars.Select(Sum).Append(Limit?.Value ?? 0).Max();
        var scale = new Scale(0, most > 0 ? most : 1, 0, Right);
        var limit = new MarkLines(Limit is { } mark ? [mark] : [], scale, 0, Svg.Column);
        double top = legend.Height + limit.Height, bottom = top + (Bars.Count * BarDistance);
        return Svg.Picture(
            Id, Title, Description, bottom + 18,
            [
                .. legend.Draw(), .. Bars.SelectMany((bar, i) => Bar(bar.Name, bar.Segments, top + (i * BarDistance), scale)),
                .. limit.Draw(legend.Height, bottom - 4), Svg.Text(0, bottom + 12, Value.Title, style: "label quiet"),
            ]);
    }

    private static bool Shows(Segment segment) => double.IsFinite(segment.Value) && segment.Value > 0;

    private static double Sum((string Name, IReadOnlyList<Segment> Segments) bar) => bar.Segments.Where(Shows).Sum(segment => segment.Value);

    private IEnumerable<object> Bar(string name, IReadOnlyList<Segment> segments, double top, Scale scale)
    {
        yield return Svg.Text(0, top + 12, name);
        double sum = 0;
        foreach (Segment segment in segments.Where(Shows))
        {
            double from = scale[sum], to = scale[sum += segment.Value];
            yield return Svg.Box(from, top + NameHeight, to - from, BarHeight, $"fill c{segment.Color}", $"{name}, {segment.Name}: {Value.Label(segment.Value)}");
        }

        yield return Svg.Text(scale[sum] + 6, top + NameHeight + 12, Value.Label(sum));
    }
}
