using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Measurement.Channels;
using Cluster.Coordinator.Measurement.Latency;
using Cluster.Coordinator.Measurement.Limits;
using Cluster.Coordinator.Measurement.Memory;
using Cluster.Coordinator.Measurement.Serialization;
using Cluster.Coordinator.Measurement.SharedMemory;
using Cluster.Coordinator.Measurement.Spawn;
using Cluster.Coordinator.Measurement.Tasks;
using Cluster.Coordinator.Measurement.Throughput;
using Cluster.Coordinator.Reporting.Tables.Measured;
using Cluster.Coordinator.Reporting.Wording;
using Spectre.Console;

namespace Cluster.Coordinator.Reporting.Tables;

/// <summary>A measured part for people.</summary>
internal static class MeasurementTable
{
    internal static void Write(IAnsiConsole console, MeasuredPart part)
    {
        var text = new PlainText(console.Profile.Out.Writer, console.Profile.Width);
        text.Rows([(part.Name, part.Summary)]);
        console.WriteLine();
        foreach (TitledGrid grid in Grids(part))
        {
            if (grid.Title.Length > 0) text.Paragraph($" {grid.Title}");
            grid.Grid?.Write(console);
        }
    }

    private static IEnumerable<TitledGrid> Grids(MeasuredPart part) => part.Rows switch
    {
        [LimitsRow, ..] => LimitsTable.Of(Of<LimitsRow>(part)),
        [SharedMemoryRow, ..] => SharedMemoryTable.Of(Of<SharedMemoryRow>(part)),
        [SerializationRow, ..] => SerializationTable.Of(Of<SerializationRow>(part)),
        [MemoryRow, ..] => MemoryTable.Of(Of<MemoryRow>(part)),
        [ThroughputRow, ..] => ThroughputTable.Of(Of<ThroughputRow>(part)),
        [ChannelsRow, ..] => ChannelsTable.Of(Of<ChannelsRow>(part)),
        [LatencyRow, ..] => LatencyTable.Of(Of<LatencyRow>(part)),
        [SpawnRow, ..] => SpawnTable.Of(Of<SpawnRow>(part)),
        [TasksRow, ..] => TasksTable.Of(Of<TasksRow>(part)),
        _ => throw new ArgumentException($"rows of {part.Name} have no table", nameof(part)),
    };

    private static List<T> Of<T>(MeasuredPart part)
        where T : MeasurementRow => [.. part.Rows.Cast<T>()];
}
