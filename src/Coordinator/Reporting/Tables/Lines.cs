using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>Names and values below each other; a value that is too long continues under itself.</summary>
internal static class Lines
{
    internal static void Write(IAnsiConsole console, IReadOnlyList<(string Name, string Value)> lines)
    {
        var grid = new Spectre.Console.Grid();
        grid.AddColumn(new GridColumn().NoWrap().PadLeft(1).PadRight(2));
        grid.AddColumn(new GridColumn().PadRight(0));
        foreach ((string name, string value) in lines) grid.AddRow(new Text(name, new Style(Color.Teal)), new Text(value));
        console.Write(grid);
    }
}
