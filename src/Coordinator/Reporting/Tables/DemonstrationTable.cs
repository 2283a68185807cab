using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;
using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>A demonstration for people: the mistake, what it means, the cure.</summary>
internal static class DemonstrationTable
{
    internal static void Write(IAnsiConsole console, DemonstrationReport report)
    {
        var text = new PlainText(console.Profile.Out.Writer, console.Profile.Width);
        text.Rows([("demo", $"{report.Name}: {report.Title}"), ("from", report.Source), ("took", Units.Time(report.Time))]);
        Lesson lesson = report.Lesson;
        foreach (FactGroup group in lesson.Mistake) Write(console, text, group);
        Paragraph(console, text, "What went wrong", lesson.Diagnosis);
        Paragraph(console, text, "How it was detected", lesson.Detection);
        Paragraph(console, text, "The cure", lesson.Cure);
        foreach (FactGroup group in lesson.Cured) Write(console, text, group);
    }

    private static void Write(IAnsiConsole console, PlainText text, FactGroup group)
    {
        console.WriteLine();
        text.Paragraph($"{group.Title}:");
        if (group.Facts.Count > 0) text.Rows([.. group.Facts.Select(static fact => (fact.Label, fact.Text))]);
        if (group.Table is not { } table) return;
        var grid = new Grid(table.Rows[0][0].Label, [.. table.Rows[0].Skip(1).Select(static fact => fact.Label)]);
        foreach (IReadOnlyList<Fact> row in table.Rows) grid.Add(row[0].Text, [.. row.Skip(1).Select(static fact => fact.Text)]);
        grid.Write(console);
    }

    private static void Paragraph(IAnsiConsole console, PlainText text, string title, string what)
    {
        console.WriteLine();
        text.Title(title);
        text.Paragraph($"  {what}");
    }
}
