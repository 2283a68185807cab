using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>Charts as elements: that nothing is missing, nothing lies outside, and nothing that is shown becomes markup.</summary>
public sealed class ChartTests
{
    private const string Hostile = "a <b> & \"c\" ]]> </title>";

    private static readonly Axis Plain = new("things", static value => $"{value.ToString("0.###", CultureInfo.InvariantCulture)} things");
    private static readonly Axis ByRatio = Plain with { IsLogarithmic = true };

    private static readonly string[] Kinds = ["line", "bar", "grouped", "grouped by ratio", "histogram", "timeline"];
    private static readonly string[] Figures = ["usual", "one", "zeros", "none", "missing", "equal", "huge"];

    public static IEnumerable<TheoryDataRow<string, string>> Everything => from kind in Kinds from figures in Figures select new TheoryDataRow<string, string>(kind, figures);

    [Theory]
    [MemberData(nameof(Everything))]
    public void Chart_AnyFigures_HasTitleAndDescriptionAndNumbersThatAreNumbers(string kind, string figures)
    {
        XElement chart = Draw(kind, Values(figures), "name");

        Assert.Equal(("title", "text"), (chart.Elements().First().Value, chart.Elements().ElementAt(1).Value));
        string[] names = chart.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(names, chart.Elements().Take(2).Select(static one => one.Attribute("id")!.Value));
        foreach (XAttribute attribute in chart.Descendants().Attributes().Where(static one => one.Name.LocalName is "x" or "y" or "x1" or "x2" or "y1" or "y2" or "cx" or "cy" or "width" or "height"))
        {
            double value = double.Parse(attribute.Value.TrimEnd('%'), CultureInfo.InvariantCulture);
            Assert.True(double.IsFinite(value) && value is >= -10 and <= 10_000, $"{attribute.Parent!.Name.LocalName} {attribute}");
        }

        Assert.DoesNotContain("NaN", chart.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", chart.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Chart_DrawnTwice_IsTheSame(string kind, string figures) =>
        Assert.Equal(Draw(kind, Values(figures), "name").ToString(), Draw(kind, Values(figures), "name").ToString());

    [Theory]
    [InlineData("line", "name: 2 things at 2 things")]
    [InlineData("bar", "name, name: 2 things")]
    [InlineData("grouped", "name, name: 2 things")]
    [InlineData("grouped by ratio", "name, name: 2 things")]
    [InlineData("histogram", "2 things to 3 things: 2 (20%)")]
    [InlineData("timeline", "name: 1 things from 2 things on, chunk 2")]
    public void Chart_EachMark_ShowsItsValueWhenPointedAt(string kind, string expected)
    {
        XElement chart = Draw(kind, Values("usual"), "name");

        string[] hovers = [.. chart.Elements().Descendants(Svg.Space + "title").Select(static title => title.Value)];
        Assert.Equal(4, hovers.Length);
        Assert.Contains(expected, hovers);
    }

    // Not only when pointed at: printed, and on a phone.
    [Theory]
    [InlineData("bar")]
    [InlineData("grouped")]
    [InlineData("grouped by ratio")]
    public void Bars_Each_HasItsValueBesideIt(string kind)
    {
        string[] texts = [.. Draw(kind, Values("usual"), "name").Descendants(Svg.Space + "text").Select(static text => text.Value)];

        foreach (double value in Values("usual")) Assert.Contains(Plain.Label(value), texts);
    }

    [Theory]
    [InlineData("line")]
    [InlineData("bar")]
    [InlineData("grouped")]
    [InlineData("timeline")]
    public void Chart_NamesWithMarkup_StayText(string kind)
    {
        XElement chart = Draw(kind, Values("usual"), Hostile);

        string markup = chart.ToString(SaveOptions.DisableFormatting);
        Assert.DoesNotContain("<b>", markup, StringComparison.Ordinal);
        Assert.Contains("a &lt;b&gt; &amp;", markup, StringComparison.Ordinal);
        Assert.Contains(XElement.Parse(markup).Descendants(), static one => one.Value.Contains(Hostile, StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_WithoutColours_AreToldApartByTheirMarks()
    {
        XElement chart = new LineChart("id", "title", "text", Plain, Plain, [.. Enumerable.Range(0, 4).Select(color => new Series($"line {color}", [(1, color), (2, 2)], color))]).Draw();

        string[] marks = [.. Enumerable.Range(0, 4).Select(color => chart.Descendants().First(one => one.Attribute("class")?.Value == $"dot c{color}")).Select(static mark =>
            $"{mark.Name.LocalName} {mark.Attribute("points")?.Value.Count(static letter => letter == ' ')}")];
        Assert.Equal(4, marks.Distinct().Count());
    }

    [Fact]
    public void Lines_ReferenceAndPoints_AreDrawnAsSuch()
    {
        XElement chart = new LineChart("id", "title", "text", Plain, Plain,
        [
            new Series("predicted", [(1, 1), (2, 2)], 1), new Series("measured", [(1, 1.5)], 1, SeriesKind.Points), new Series("ideal", [(1, 1), (2, 3)], 9, SeriesKind.Reference),
        ]) { Marks = [new Mark("here", 1.5), new Mark("there", 1.51), new Mark("nowhere", double.NaN)] }.Draw();

        Assert.Equal(["line c1", "line reference"], chart.Elements(Svg.Space + "polyline").Select(static one => one.Attribute("class")!.Value));
        Assert.Equal(["predicted: 1 things at 1 things", "predicted: 2 things at 2 things", "measured: 1.5 things at 1 things"], chart.Elements(Svg.Space + "g").Select(static one => one.Element(Svg.Space + "title")!.Value));
        string[] texts = [.. chart.Elements(Svg.Space + "text").Select(static one => one.Value)];
        Assert.Contains("ideal", texts);
        Assert.DoesNotContain("measured", texts);
        Assert.DoesNotContain("nowhere", texts);
        // Names that would touch stand below each other.
        Assert.Equal(2, chart.Elements(Svg.Space + "text").Where(static one => one.Value is "here" or "there").Select(static one => one.Attribute("y")!.Value).Distinct().Count());
    }

    [Fact]
    public void Labels_OfAnAxis_DoNotTouch()
    {
        var wide = new Axis("wide", static value => $"a long label of {value}", Tick: static value => $"a long label of {value}");
        XElement chart = new LineChart("id", "title", "text", wide, Plain, [new Series("one", [.. Enumerable.Range(0, 9).Select(static i => ((double)i, (double)i))], 0)]).Draw();

        (double Begin, double End)[] labels = [.. chart.Elements(Svg.Space + "text").Where(static one => one.Value.StartsWith("a long", StringComparison.Ordinal)).Select(static one =>
        {
            (double middle, double width) = (double.Parse(one.Attribute("x")!.Value, CultureInfo.InvariantCulture), Svg.WidthOf(one.Value));
            return (middle - (width / 2), middle + (width / 2));
        })];
        Assert.NotEmpty(labels);
        Assert.All(labels.Zip(labels.Skip(1)), static pair => Assert.True(pair.First.End < pair.Second.Begin));
        Assert.True(labels[^1].End <= Svg.Column + 0.01);
    }

    [Fact]
    public void Legend_MoreThanALine_GoesOnInTheNextAndStaysInside()
    {
        var legend = new Legend(Enumerable.Range(0, 9).Select(static i => ($"entry number {i}", Legend.Box(i))), 0, Svg.Column);

        XElement[] texts = [.. legend.Draw().OfType<XElement>().Where(static one => one.Name.LocalName == "text")];
        Assert.True(texts.Select(static one => one.Attribute("y")!.Value).Distinct().Count() > 1);
        Assert.All(texts, static one => Assert.True(double.Parse(one.Attribute("x")!.Value, CultureInfo.InvariantCulture) + Svg.WidthOf(one.Value) <= Svg.Column));
        Assert.True(legend.Height > texts.Max(static one => double.Parse(one.Attribute("y")!.Value, CultureInfo.InvariantCulture)));
    }

    // A million slices must not make a page of a hundred megabytes.
    [Fact]
    public void Timeline_ManyNarrowParts_AreDrawnTogether()
    {
        TimelinePart[] parts = [.. Enumerable.Range(0, 100_000).Select(static i => new TimelinePart(i % 2 == 0 ? "compute" : "collect", i, i + 1, i % 2))];
        XElement chart = new Timeline("id", "title", "text", Plain, [("worker", parts)]).Draw();

        Assert.InRange(chart.Descendants(Svg.Space + "rect").Count(), 100, 5_000);
    }

    [Fact]
    public void Numbers_InAnyCulture_HaveAPoint()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            foreach (string kind in Kinds) Assert.DoesNotMatch(new Regex(@"\d,\d+["" ]"), Regex.Replace(Draw(kind, Values("usual"), "name").ToString(), @"points=""[^""]*""", ""));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static double[] Values(string figures) => figures switch
    {
        "usual" => [1, 2, 3, 4],
        "one" => [3],
        "zeros" => [0, 0, 0],
        "none" => [],
        "missing" => [1, double.NaN, double.PositiveInfinity, 3],
        "equal" => [5, 5],
        _ => [1e-12, 1e15],
    };

    private static XElement Draw(string kind, double[] values, string name) => kind switch
    {
        "line" => new LineChart("id", "title", "text", Plain, Plain, [new Series(name, [.. values.Select(static (value, i) => (i + 1.0, value))], 0)]).Draw(),
        "bar" => new BarChart("id", "title", "text", Plain, [.. values.Select(value => (name, (IReadOnlyList<Segment>)[new Segment(name, value, 0)]))]).Draw(),
        "grouped" => new GroupedBars("id", "title", "text", Plain, [(name, [.. values.Select(value => new Segment(name, value, 0))])]).Draw(),
        "grouped by ratio" => new GroupedBars("id", "title", "text", ByRatio, [(name, [.. values.Select(value => new Segment(name, value, 0))])]).Draw(),
        "histogram" => new Histogram("id", "title", "text", ByRatio, [.. values.Where(double.IsFinite).Select(static (value, i) => ((double)i + 1, i + 2.0, (long)value))], [new Mark(name, values.FirstOrDefault())]).Draw(),
        _ => new Timeline("id", "title", "text", Plain, [(name, [.. values.Where(double.IsFinite).Select(value => new TimelinePart(name, value, value + 1, 0, $"chunk {value}"))])]).Draw(),
    };
}
