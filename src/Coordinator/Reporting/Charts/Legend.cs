namespace Cluster.Coordinator.Reporting.Charts;

/// <summary>What the colours and marks of a chart stand for, in as many lines as that takes.</summary>
internal sealed class Legend
{
    private const double LineHeight = 17, Gap = 14, Key = 16;

    private readonly List<(double X, double Y, string Name, Func<double, double, IEnumerable<object>> Draw)> _entries = [];

    /// <param name="entries">Names, and what draws the key 16 wide whose middle is at a height.</param>
    /// <param name="left">Where lines begin.</param>
    /// <param name="right">Where they end at the latest.</param>
    internal Legend(IEnumerable<(string Name, Func<double, double, IEnumerable<object>> Draw)> entries, double left, double right)
    {
        (double x, double y) = (left, 0);
        foreach ((string name, Func<double, double, IEnumerable<object>> draw) in entries)
        {
            double width = Key + 5 + Svg.WidthOf(name);
            if (x > left && x + width > right) (x, y) = (left, y + LineHeight);
            _entries.Add((x, y, name, draw));
            x += width + Gap;
        }

        Height = _entries.Count == 0 ? 0 : y + LineHeight + 5;
    }

    /// <summary>What it takes from the top of a chart.</summary>
    internal double Height { get; }

    internal static Func<double, double, IEnumerable<object>> Box(int color) => (x, y) => [Svg.Box(x + 2, y - 6, 12, 12, $"fill c{color}")];

    internal IEnumerable<object> Draw() =>
        _entries.SelectMany(entry => entry.Draw(entry.X, entry.Y + 8).Append(Svg.Text(entry.X + Key + 5, entry.Y + 12, entry.Name)));
}
