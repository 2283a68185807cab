using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Html.Sections;

namespace Cluster.Coordinator.Reporting.Html;

/// <summary>A report's data as one page that loads nothing.</summary>
/// <remarks>A function of its data: the same document gives the same page, byte for byte.</remarks>
internal static class ReportPage
{
    // The browser itself refuses whatever the page might load.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    /// <param name="report">As <c>report --format json</c> writes it.</param>
    /// <param name="baseline">An earlier one to compare with, or null.</param>
    internal static byte[] Write(JsonElement report, JsonElement? baseline)
    {
        XElement[] sections = [.. Sections(report, baseline).OfType<XElement>()];
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

    private static IEnumerable<XElement?> Sections(JsonElement report, JsonElement? baseline)
    {
        yield return MachineSection.Of(report.GetProperty("machine"));
        foreach (JsonElement job in report.Items("jobs")) yield return JobSection.Of(job, baseline is null ? null : JobOf(baseline.Value, job));
        if (report.Maybe("timeline") is { } timeline) yield return TimelineSection.Of(timeline);
    }

    private static JsonElement? JobOf(JsonElement baseline, JsonElement job)
    {
        string name = job.GetProperty("comparison").Text("job");
        foreach (JsonElement old in baseline.Items("jobs"))
            if (old.GetProperty("comparison").Text("job") == name) return old;
        return null;
    }

    private static IEnumerable<XElement> Heading(JsonElement report)
    {
        yield return Html.Element("h1", "Threads, processes with copies, or processes with shared memory?");
        yield return Html.Paragraph($"Measured on {report.GetProperty("machine").Text("cpu")}. Values are shown when a point or bar is hovered over; every chart has them as a table too.");
    }

    private static XElement Contents(IEnumerable<XElement> sections) => Html.Element(
        "nav", new XAttribute("aria-label", "Contents"),
        Html.Element("ul", sections.Select(section => Html.Element(
            "li", Html.Element("a", new XAttribute("href", $"#{section.Attribute("id")!.Value}"), section.Element("h2")!.Value)))));

    private static string Text(XElement page)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None, ConformanceLevel = ConformanceLevel.Fragment };
        using (var writer = XmlWriter.Create(text, settings)) page.WriteTo(writer);
        return text.ToString();
    }
}
