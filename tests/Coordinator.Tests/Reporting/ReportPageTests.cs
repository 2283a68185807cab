using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Html;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Plain;

namespace Cluster.Coordinator.Reporting;

/// <summary>The page of a report, as text and as elements; what a browser makes of it, tests/Cluster.Tests looks at.</summary>
public sealed class ReportPageTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // Every section that the sample has something for.
    private static readonly string[] Sections =
        ["summary", "machine", "job-summarize", "job-tiny-tasks", "timeline", "latency", "throughput", "serialization", "memory", "limits"];

    [Fact]
    public void Page_OfTheSameData_IsTheSameByteForByte() =>
        Assert.Equal(ReportPage.Write(SampleReport.Element()), ReportPage.Write(SampleReport.Element()));

    [Fact]
    public void Page_OfTheSample_HasItsSectionsAndAWayToEach()
    {
        XElement page = Page(SampleReport.Element());

        Assert.Equal(Sections, page.Descendants("section").Select(static section => section.Attribute("id")!.Value));
        Assert.Equal(Sections.Select(static name => $"#{name}"), page.Descendants("nav").Single().Descendants("a").Select(static link => link.Attribute("href")!.Value));
    }

    // What a person cannot see is in words, and in a table.
    [Fact]
    public async Task Charts_All_HaveTitleDescriptionCaptionAndValuesAsATable()
    {
        foreach (JsonElement report in new[] { SampleReport.Element(), await SampleReport.Written() })
        {
            XElement[] figures = [.. Page(report).Descendants("figure")];
            Assert.True(figures.Length > 10);
            foreach (XElement figure in figures)
            {
                XElement chart = figure.Element(Svg + "svg")!;
                Assert.Equal("img", chart.Attribute("role")!.Value);
                Assert.All(chart.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.NotEmpty(chart.Elements().Single(one => one.Attribute("id")?.Value == id).Value));
                Assert.NotEmpty(figure.Element("figcaption")!.Value);
                Assert.NotEmpty(chart.Elements().Descendants(Svg + "title"));
                Assert.NotEmpty(figure.Element("details")!.Descendants("td"));
            }
        }
    }

    [Fact]
    public void Ids_Each_AreThereOnce()
    {
        string[] ids = [.. Page(SampleReport.Element()).DescendantsAndSelf().Attributes("id").Select(static id => id.Value)];

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Page_Any_NamesNothingToLoad()
    {
        string page = Encoding.UTF8.GetString(ReportPage.Write(SampleReport.Element()));

        Assert.DoesNotMatch(@"<(script|link|img|iframe|object|embed|audio|video|source)\b", page);
        Assert.DoesNotMatch(@"\b(src|srcset|action|xlink:href)=|url\(|@import|\bon[a-z]+=", page);
        Assert.All(Regex.Matches(page, @"href=""([^""]*)""").Select(static link => link.Groups[1].Value), static to => Assert.StartsWith("#", to, StringComparison.Ordinal));
        Assert.Equal(["http://www.w3.org/2000/svg"], Regex.Matches(page, @"https?://[^""\s<]+").Select(static one => one.Value).Distinct());
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    // Names of files and jobs come from outside.
    [Fact]
    public void Page_TextWithMarkup_StaysText()
    {
        JsonObject report = SampleReport.Node();
        const string hostile = "<script>alert(1)</script>\" onload=\"x & \u0001";
        report["machine"]!["cpu"] = hostile;
        foreach (JsonNode? run in report["jobs"]![0]!["comparison"]!["runs"]!.AsArray()) run!["input"]!["description"] = hostile;
        report["jobs"]![0]!["comparison"]!["job"] = hostile;
        report["timeline"]!["rows"]![0]!["name"] = hostile;

        string page = Encoding.UTF8.GetString(ReportPage.Write(SampleReport.Element(report)));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Parsed(page).Descendants(), static one => one.Attribute("onload") is not null);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0001', page);
    }

    [Theory]
    [InlineData("latency", "latency")]
    [InlineData("throughput", "throughput")]
    [InlineData("serialization", "serialization")]
    [InlineData("memory", "memory")]
    [InlineData("limits", "limits")]
    public void Part_NotInTheData_IsLeftOut(string part, string section)
    {
        JsonObject report = SampleReport.Node();
        report["measurements"]!.AsObject().Remove(part);

        Assert.Equal(Sections.Except([section]), Page(SampleReport.Element(report)).Descendants("section").Select(static one => one.Attribute("id")!.Value));
    }

    [Fact]
    public void Page_OfNothingButAMachine_IsThere()
    {
        JsonObject report = SampleReport.Node();
        (report["jobs"], report["measurements"], report["timeline"]) = (new JsonArray(), new JsonObject(), null);

        Assert.Equal(["machine"], Page(SampleReport.Element(report)).Descendants("section").Select(static one => one.Attribute("id")!.Value));
    }

    [Fact]
    public void Break_Even_IsMarkedWhereTheAdviceHasIt()
    {
        JsonObject report = SampleReport.Node();
        report["jobs"]![0]!["advice"]!["breakEven"] = new JsonArray(
            new JsonObject { ["mode"] = "threads", ["than"] = "sequential", ["call"] = "warm", ["option"] = "count", ["from"] = 512_345, ["to"] = null, ["reason"] = null },
            new JsonObject { ["mode"] = "pipe", ["than"] = "sequential", ["call"] = "warm", ["option"] = "count", ["from"] = null, ["to"] = null, ["reason"] = "never" });

        XElement figure = Page(SampleReport.Element(report)).Descendants("figure").Single(static one => one.Descendants("strong").First().Value == "summarize: break-even");

        Assert.Equal(["threads from 512k"], figure.Descendants(Svg + "text").Select(static one => one.Value).Where(static one => one.Contains("from", StringComparison.Ordinal)));
        Assert.Contains(figure.Descendants("tr"), static row => string.Join('|', row.Elements().Select(static cell => cell.Value)) == "pipe|sequential|warm|never|–");
        // What was measured lies beside what was predicted.
        Assert.Contains(figure.Descendants(Svg + "title"), static one => one.Value.StartsWith("shared, measured: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Throughput_WithLimits_HasTheCeilingOfTheMemory()
    {
        XElement Chart(JsonNode report) => Page(SampleReport.Element(report)).Descendants(Svg + "svg").Single(static one => one.Attribute("aria-labelledby")!.Value.StartsWith("throughput-chunk-", StringComparison.Ordinal));
        JsonObject without = SampleReport.Node();
        without["measurements"]!.AsObject().Remove("limits");

        Assert.Single(Chart(SampleReport.Node()).Elements(Svg + "polyline"), static one => one.Attribute("class")!.Value == "line reference");
        Assert.DoesNotContain(Chart(without).Elements(Svg + "polyline"), static one => one.Attribute("class")!.Value == "line reference");
    }

    [Fact]
    public void Memory_Predicted_SaysWhatDoesNotFit()
    {
        XElement figure = Page(SampleReport.Element()).Descendants("figure").Single(static one => one.Element(Svg + "svg")!.Attribute("aria-labelledby")!.Value.StartsWith("memory-predicted-", StringComparison.Ordinal));

        string[] texts = [.. figure.Descendants(Svg + "text").Select(static one => one.Value)];
        Assert.Contains("copies: does not fit here", texts);
        Assert.Contains("shared: fits here", texts);
        Assert.Contains(texts, static one => one.StartsWith("this machine: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Gaps_InTheData_AreNamedAboveEverything()
    {
        JsonObject report = SampleReport.Node();
        report["gaps"] = new JsonArray(new JsonObject { ["what"] = "memory", ["why"] = "this part needs 5 bytes, 4 are available (use <less>)" });

        XElement header = Page(SampleReport.Element(report)).Descendants("header").Single();

        Assert.Contains(header.Elements("p"), static one => one.Value == "memory was not measured: this part needs 5 bytes, 4 are available (use <less>)");
        Assert.Contains("memory was not measured: ", Encoding.UTF8.GetString(ReportMarkdown.Write(SampleReport.Element(report))), StringComparison.Ordinal);
    }

    [Fact]
    public void SpawnAndTasks_InTheData_HaveTheirFigures()
    {
        JsonObject report = SampleReport.Node();
        report["measurements"]!["spawn"] = SampleParts.Rows("spawn");
        report["measurements"]!["tasks"] = SampleParts.Rows("tasks");

        XElement section = Page(SampleReport.Element(report)).Descendants("section").Single(static one => one.Attribute("id")!.Value == "pool");

        string[] hovers = [.. section.Descendants(Svg + "g").Concat(section.Descendants(Svg + "rect")).Elements(Svg + "title").Select(static one => one.Value)];
        Assert.Contains("pool, 8, runtime: 123 ms", hovers);
        Assert.Contains("bare .NET, 8, process start: 10.1 ms", hovers);
        Assert.Contains(hovers, static one => one.StartsWith("pipe, 256 workers: ", StringComparison.Ordinal) && one.EndsWith("at 1000 tasks", StringComparison.Ordinal));
        Assert.Contains(section.Descendants("tr"), static row => string.Join('|', row.Elements().Select(static cell => cell.Value)) == "bare native|8|10.1 ms|0.400 ms|–|–");
    }

    [Fact]
    public void Baseline_InTheData_IsShownBesideTheModesAndInASection()
    {
        JsonObject earlier = SampleReport.Node();
        foreach (JsonNode? row in earlier["jobs"]![0]!["comparison"]!["table"]!.AsArray()) row!["median"] = row["median"]!.GetValue<double>() * 2;
        using JsonDocument compared = BaselineDocument.Of(SampleReport.Element(), SampleReport.Element(earlier));

        XElement page = Page(compared.RootElement);

        XElement modes = page.Descendants("section").Single(static one => one.Attribute("id")!.Value == "job-summarize").Descendants("table").First();
        Assert.Equal("÷ earlier", modes.Descendants("th").Last(static one => one.Attribute("scope")!.Value == "col").Value);
        Assert.All(modes.Element("tbody")!.Elements("tr"), static row => Assert.Equal("0.500 x", row.Elements().Last().Value));
        Assert.Contains("on the same machine", page.Descendants("section").Single(static one => one.Attribute("id")!.Value == "baseline").Value, StringComparison.Ordinal);
    }

    // Well-formed as XML, which is more than a browser asks for.
    private static XElement Page(JsonElement report)
    {
        string page = Encoding.UTF8.GetString(ReportPage.Write(report));
        Assert.StartsWith("<!DOCTYPE html>\n", page, StringComparison.Ordinal);
        return Parsed(page);
    }

    private static XElement Parsed(string page)
    {
        using var text = new StringReader(page[page.IndexOf('\n', StringComparison.Ordinal)..]);
        using var reader = XmlReader.Create(text, new XmlReaderSettings { CheckCharacters = false });
        return XElement.Load(reader);
    }
}
