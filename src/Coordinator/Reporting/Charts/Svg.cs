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

    /// <summary>Width of a picture in units; text is 12 of them high.</summary>
    /// <remarks>A third of the page, or all of a phone: a unit is a pixel on the one, and nine tenths of it on the other.</remarks>
    internal const double Column = 360;

    /// <summary>The picture: scales with its column, is announced by its title and description.</summary>
    /// <param name="id">Unique on the page.</param>
    /// <param name="title">What is shown.</param>
    /// <param name="description">What is to be seen, for whoever cannot see it.</param>
    /// <param name="height">Units.</param>
    /// <param name="content">In the order of painting.</param>
    internal static XElement Picture(string id, string title, string description, double height, params IEnumerable<object> content) =>
        Picture(id, title, description, [new XAttribute("viewBox", $"0 0 {Number(Column)} {Number(height)}"), .. content]);

    /// <summary>A picture as wide as the page, whose units are pixels at any width.</summary>
    internal static XElement WidePicture(string id, string title, string description, double height, params IEnumerable<object> content) =>
        Picture(id, title, description, [new XAttribute("class", "wide"), new XAttribute("height", Number(height)), .. content]);

    /// <summary>How wide a text will be, at most: no font is known here, and the widest of the usual ones (DejaVu Sans) has letters of 7.3 on average.</summary>
    internal static double WidthOf(string text) => text.Length * 7.3;

    internal static XElement Line(double x1, double y1, double x2, double y2, string style) =>
        Element("line", style, ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));

    internal static XElement Box(double x, double y, double width, double height, string style, string? hover = null) =>
        Hovered(Element("rect", style, ("x", x), ("y", y), ("width", Math.Max(0, width)), ("height", height)), hover);

    /// <summary>A box that is placed along the picture's width in percent.</summary>
    internal static XElement Share(double x, double y, double width, double height, string style, string hover) =>
        Hovered(Percent(Element("rect", style, ("x", x), ("y", y), ("width", width), ("height", height)), "x", "width"), hover);

    /// <summary>A line whose horizontal coordinates are percent of the picture's width.</summary>
    internal static XElement ShareLine(double x1, double y1, double x2, double y2, string style) => Percent(Line(x1, y1, x2, y2, style), "x1", "x2");

    /// <summary>A text whose horizontal coordinate is percent of the picture's width.</summary>
    internal static XElement ShareText(double x, double y, string text, string anchor, string style = "label") => Percent(Text(x, y, text, anchor, style), "x");

    /// <summary>The mark of a series at its points: circle, square, diamond, triangle.</summary>
    internal static XElement Sign(int color, double x, double y, string style) => (color % 4) switch
    {
        0 => Element("circle", style, ("cx", x), ("cy", y), ("r", 3.5)),
        1 => Element("rect", style, ("x", x - 3.2), ("y", y - 3.2), ("width", 6.4), ("height", 6.4)),
        2 => Polygon(style, (x, y - 4.6), (x + 4.6, y), (x, y + 4.6), (x - 4.6, y)),
        _ => Polygon(style, (x, y - 4.4), (x + 4.2, y + 3.4), (x - 4.2, y + 3.4)),
    };

    /// <summary>A sign with its value, which is shown wherever the pointer is near it.</summary>
    internal static XElement Point(XElement sign, double x, double y, string hover) =>
        new(Space + "g", new XElement(Space + "title", hover), Element("circle", "near", ("cx", x), ("cy", y), ("r", 9)), sign);

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

    private static XElement Picture(string id, string title, string description, IEnumerable<object> content) => new(
        Space + "svg",
        new XAttribute("role", "img"),
        new XAttribute("aria-labelledby", $"{id}-title {id}-text"),
        content.OfType<XAttribute>(),
        new XElement(Space + "title", new XAttribute("id", $"{id}-title"), title),
        new XElement(Space + "desc", new XAttribute("id", $"{id}-text"), description),
        content.Where(static one => one is not XAttribute));

    private static XElement Polygon(string style, params ReadOnlySpan<(double X, double Y)> corners)
    {
        XElement polygon = Element("polygon", style);
        polygon.SetAttributeValue("points", string.Join(' ', corners.ToArray().Select(corner => $"{Number(corner.X)},{Number(corner.Y)}")));
        return polygon;
    }

    private static XElement Percent(XElement element, params ReadOnlySpan<string> attributes)
    {
        foreach (string name in attributes) element.SetAttributeValue(name, $"{element.Attribute(name)!.Value}%");
        return element;
    }

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
