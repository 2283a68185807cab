using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Html;

/// <summary>The elements that the page is made of.</summary>
/// <remarks>Made as a tree and written by the XML writer, so that nothing that is shown can become markup.</remarks>
internal static class Html
{
    /// <summary>An element; one without content gets an empty text, since HTML has no <c>&lt;td /&gt;</c>.</summary>
    internal static XElement Element(string name, params IEnumerable<object?> content)
    {
        var element = new XElement(name, content);
        if (element.IsEmpty && name is not ("meta" or "br")) element.Value = "";
        return element;
    }

    internal static XAttribute Class(string name) => new("class", name);

    /// <summary>A part of the page with a heading; null when it has nothing to say, and then it is left out.</summary>
    internal static XElement? Section(string id, string heading, params IEnumerable<object?> content)
    {
        object[] real = [.. content.OfType<object>()];
        return real.Length == 0 ? null : Element("section", [new XAttribute("id", id), Element("h2", heading), .. real]);
    }

    internal static XElement Paragraph(string text) => Element("p", text);

    /// <summary>A chart with its caption and, folded away, its values as tables.</summary>
    internal static XElement Figure(XElement picture, string title, string description, params IEnumerable<XElement?> values) => Element(
        "figure",
        Element("figcaption", Element("strong", title), " ", description),
        picture,
        Element("details", Element("summary", new XAttribute("aria-label", $"Values of {title}"), "values"), values));

    /// <summary>Figures stand beside each other where there is room.</summary>
    internal static XElement? Figures(params IEnumerable<XElement?> figures)
    {
        XElement[] real = [.. figures.OfType<XElement>()];
        return real.Length == 0 ? null : Element("div", [Class("figures"), .. real]);
    }

    /// <summary>Words to the left, figures to the right; too wide a table is scrolled, not the page.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="heads">Of its columns; none for a list of names and what they stand for.</param>
    /// <param name="rows">Cells; the first of a row is its head.</param>
    internal static XElement Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) => Element(
        "div", Class("scroll"), new XAttribute("tabindex", 0), new XAttribute("role", "region"), new XAttribute("aria-label", caption),
        Element(
            "table",
            Element("caption", Element("span", caption)),
            heads.Count == 0 ? null : Element("thead", Element("tr", heads.Select(head => Element("th", new XAttribute("scope", "col"), head)))),
            Element("tbody", rows.Select(row => Element(
                "tr", row.Select((cell, i) => i == 0 ? Element("th", new XAttribute("scope", "row"), cell) : Element("td", cell)))))));
}
