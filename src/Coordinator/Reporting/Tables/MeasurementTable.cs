using Cluster.Coordinator.Measurement.Limits;
using Cluster.Coordinator.Reporting.Tables.Measured;
using Cluster.Coordinator.Reporting.Wording;
using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>A measured part for people.</summary>
internal static class MeasurementTable
{
    internal static void Write(IAnsiConsole console, MeasuredPart part)
    {
        new PlainText(console.Profile.Out.Writer, console.Profile.Width).Rows([(part.Name, part.Summary)]);
        switch (part.Rows)
        {
            case [LimitsRow, ..]: LimitsTable.Of([.. part.Rows.Cast<LimitsRow>()]).Write(console); break;
            default: throw new ArgumentException($"rows of {part.Name} have no table", nameof(part));
        }
    }
}
