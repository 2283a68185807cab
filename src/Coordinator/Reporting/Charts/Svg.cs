using System.Globalization;
using System.Xml.Linq;

namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>The elements that charts are made of.</summary>
/// <remarks>
/// Coordinates have two decimals and the invariant culture's point, so that the same values give the same bytes. Colours are classes of the page's
/// style sheet, which has them for light and for dark: <c>c0</c> to <c>c9</c> for what is shown, <c>grid</c>, <c>axis</c> and <c>mark</c> around it.
/// </remarks>
internal static class Svg
{
    internal static readonly XNamespace Space = "http://www.w3.org/2000/svg";

    /// <summary>The picture: scales with its column, is announced by its title and description.</summary>
    /// <param name="id">Unique on the page.</param>
    /// <param name="title">What is shown.</param>
    /// <param name="description">What is to be seen, for whoever cannot see it.</param>
    /// <param name="width">Units; text is 12 of them high.</param>
    /// <param name="height">Units.</param>
    /// <param name="content">In the order of painting.</param>
    internal static XElement Picture(string id, string title, string description, double width, double height, params IEnumerable<object> content) => new(
        Space + "svg",
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
        new XAttribute("role", "img"),
        new XAttribute("aria-labelledby", $"{id}-title {id}-text"),
        new XElement(Space + "title", new XAttribute("id", $"{id}-title"), title),
        new XElement(Space + "desc", new XAttribute("id", $"{id}-text"), description),
        content);

    internal static XElement Line(double x1, double y1, double x2, double y2, string style) =>
        Element("line", style, ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));

    internal static XElement Box(double x, double y, double width, double height, string style, string? hover = null) =>
        Hovered(Element("rect", style, ("x", x), ("y", y), ("width", Math.Max(0, width)), ("height", height)), hover);

    internal static XElement Dot(double x, double y, string style, string hover) =>
        Hovered(Element("circle", style, ("cx", x), ("cy", y), ("r", 3.5)), hover);

    internal static XElement Path(IEnumerable<(double X, double Y)> points, string style)
    {
        XElement path = Element("polyline", style);
        path.SetAttributeValue("points", string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}")));
        return path;
    }

    /// <param name="x">Where the text begins, ends or has its middle, as <paramref name="anchor"/> says.</param>
    /// <param name="y">Of its base line.</param>
    /// <param name="text">One line.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="style">Class.</param>
    internal static XElement Text(double x, double y, string text, string anchor = "start", string style = "label")
    {
        XElement element = Element("text", style, ("x", x), ("y", y));
        element.SetAttributeValue("text-anchor", anchor);
        element.Value = text;
        return element;
    }

    internal static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static XElement Element(string name, string style, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        var element = new XElement(Space + name, new XAttribute("class", style));
        foreach ((string attribute, double value) in attributes) element.SetAttributeValue(attribute, Number(value));
        return element;
    }

    private static XElement Hovered(XElement element, string? hover)
    {
        if (hover is not null) element.Add(new XElement(Space + "title", hover));
        return element;
    }
}
