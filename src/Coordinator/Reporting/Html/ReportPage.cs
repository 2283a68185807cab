using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Html.Sections;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html;

/// <summary>A report's data as one page that loads nothing.</summary>
/// <remarks>A function of its data: the same document gives the same page, byte for byte.</remarks>
internal static class ReportPage
{
    // The browser itself refuses whatever the page might load.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    /// <param name="report">As <c>report --format json</c> writes it.</param>
    internal static byte[] Write(JsonElement report)
    {
        XElement[] sections = [.. Sections(report).OfType<XElement>()];
        XElement page = Html.Element(
            "html", new XAttribute("lang", "en"),
            Html.Element(
                "head",
                Html.Element("meta", new XAttribute("charset", "utf-8")),
                Html.Element("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                Html.Element("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", Policy)),
                Html.Element("title", "Cluster: measured"),
                Html.Element("style", Style.Sheet)),
            Html.Element("body", Html.Element("header", Heading(report), Contents(sections)), Html.Element("main", sections)));
        return Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n{Text(page)}\n");
    }

    // The answer first, then what it is made of, from the whole to the parts.
    private static IEnumerable<XElement?> Sections(JsonElement report)
    {
        JsonElement? baseline = report.Maybe("baseline");
        yield return SummarySection.Of(report);
        if (baseline is { } earlier) yield return BaselineSection.Of(report, earlier);
        yield return MachineSection.Of(report.GetProperty("machine"));
        foreach (JsonElement job in report.Items("jobs")) yield return JobSection.Of(job, baseline);
        if (report.Maybe("timeline") is { } timeline) yield return TimelineSection.Of(timeline);
        yield return PoolSection.Of(report);
        yield return LatencySection.Of(report);
        yield return ThroughputSection.Of(report);
        yield return SerializationSection.Of(report);
        yield return MemorySection.Of(report);
        yield return LimitsSection.Of(report);
    }

    private static IEnumerable<XElement?> Heading(JsonElement report)
    {
        yield return Html.Element("h1", "Threads, processes with copies, or processes with shared memory?");
        JsonElement machine = report.GetProperty("machine");
        yield return Html.Paragraph($"Measured on {machine.Text("cpu")} with {Units.Count(machine.Whole("cores"), "logical core")}. " +
            "Point at a mark or a bar to see its value; under every chart its values can be unfolded as a table.");
        if (report.GetProperty("quick").GetBoolean())
            yield return Html.Element("p", Html.Class("note"), "Measured with --quick: small data and few repetitions. Good for a look, not for a record.");
        foreach (JsonElement gap in report.Items("gaps"))
            yield return Html.Element("p", Html.Class("note"), $"{gap.Text("what")} was not measured: {gap.Text("why")}");
    }

    private static XElement Contents(IEnumerable<XElement> sections) => Html.Element(
        "nav", new XAttribute("aria-label", "Contents"),
        Html.Element("ul", sections.Select(section => Html.Element(
            "li", Html.Element("a", new XAttribute("href", $"#{section.Attribute("id")!.Value}"), section.Element("h2")!.Value)))));

    // Names of files may hold characters that XML does not know: they are written by number.
    private static string Text(XElement page)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings
        {
            OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None, ConformanceLevel = ConformanceLevel.Fragment, CheckCharacters = false,
        };
        using (var writer = XmlWriter.Create(text, settings)) page.WriteTo(writer);
        return text.ToString();
    }
}
