namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>Named vertical lines; names that would touch stand below each other.</summary>
internal sealed class MarkLines
{
    private const double LineHeight = 15;

    private readonly List<(Mark Mark, double X, double Begin, int Row)> _placed = [];
    private readonly int _rows;

    /// <param name="marks">Those whose values the scale cannot show are left out.</param>
    /// <param name="scale">From left to right.</param>
    /// <param name="left">Where the first name may begin.</param>
    /// <param name="right">Where the last name must end.</param>
    internal MarkLines(IEnumerable<Mark> marks, Scale scale, double left, double right)
    {
        var ends = new List<double>();
        foreach (Mark mark in marks.Where(mark => scale.Shows(mark.Value)).OrderBy(mark => mark.Value))
        {
            double x = Math.Clamp(scale[mark.Value], left, right), width = Svg.WidthOf(mark.Name);
            double begin = Math.Max(left, Math.Min(x - (width / 2), right - width));
            int row = ends.FindIndex(end => end + 8 <= begin);
            if (row < 0) (row, ends) = (ends.Count, [.. ends, 0]);
            ends[row] = begin + width;
            _placed.Add((mark, x, begin, row));
        }

        _rows = ends.Count;
    }

    internal double Height => _rows == 0 ? 0 : (_rows * LineHeight) + 4;

    /// <summary>All lines, then all names: a name hides the line of another where it is in its way.</summary>
    /// <param name="top">Of the names.</param>
    /// <param name="bottom">Of the lines.</param>
    internal IEnumerable<object> Draw(double top, double bottom) =>
    [
        .. _placed.Select(placed => Svg.Line(placed.X, top + (placed.Row * LineHeight) + 15, placed.X, bottom, "mark")),
        .. _placed.Select(placed => Svg.Text(placed.Begin, top + (placed.Row * LineHeight) + 11, placed.Mark.Name, style: "label quiet halo")),
    ];
}
