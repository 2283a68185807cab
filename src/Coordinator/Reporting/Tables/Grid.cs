using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>Figures that always fit: as they are, with rows and columns exchanged, or one per line. No figure is ever cut.</summary>
/// <param name="corner">Heading of the labels.</param>
/// <param name="columns">Headings of the figures.</param>
internal sealed class Grid(string corner, IReadOnlyList<string> columns)
{
    // Of each column: a space and its border; the last border comes on top.
    private const int Padding = 2;

    private readonly List<(string Label, IReadOnlyList<string> Cells)> _rows = [];

    internal void Add(string label, IReadOnlyList<string> cells) => _rows.Add((label, cells));

    internal void Write(IAnsiConsole console)
    {
        if (Fits(console.Profile.Width)) WriteTable(console);
        else if (Exchanged() is var other && other.Fits(console.Profile.Width)) other.WriteTable(console);
        else WriteLines(console);
    }

    private bool Fits(int width)
    {
        int needed = 1 + Padding + Math.Max(corner.Length, _rows.Max(static row => row.Label.Length));
        for (int i = 0; i < columns.Count; i++) needed += Padding + Math.Max(columns[i].Length, _rows.Max(row => row.Cells[i].Length));
        return needed <= width;
    }

    private Grid Exchanged()
    {
        var other = new Grid(corner, [.. _rows.Select(static row => row.Label)]);
        for (int i = 0; i < columns.Count; i++) other.Add(columns[i], [.. _rows.Select(row => row.Cells[i])]);
        return other;
    }

    private void WriteTable(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = true };
        table.AddColumn(Heading(corner).LeftAligned());
        foreach (string column in columns) table.AddColumn(Heading(column).RightAligned());
        foreach ((string label, IReadOnlyList<string> cells) in _rows)
            table.AddRow([new Text(label, new Style(Color.Teal)), .. cells.Select(static cell => new Text(cell))]);
        console.Write(table);
    }

    private void WriteLines(IAnsiConsole console)
    {
        foreach ((string label, IReadOnlyList<string> cells) in _rows)
        {
            console.WriteLine(label);
            for (int i = 0; i < columns.Count; i++)
                if (cells[i].Trim().Length > 0) console.WriteLine($"  {columns[i]}: {cells[i]}");
        }
    }

    private static TableColumn Heading(string text) =>
        new TableColumn(new Text(text, new Style(decoration: Decoration.Bold))).NoWrap().PadLeft(0).PadRight(1);
}
