using Cluster.Coordinator.Measurement.Spawn;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>A grid for each number of processes.</summary>
internal static class SpawnTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<SpawnRow> rows)
    {
        foreach (IGrouping<int, SpawnRow> size in rows.GroupBy(static row => row.Processes))
        {
            var grid = new Grid("start of", [.. Cells.Heading("ms"), "process", "runtime", "handshake", "first task", "x bare .NET"]);
            foreach (SpawnRow row in size)
            {
                grid.Add(row.What,
                [
                    .. Cells.Of(row.Milliseconds), Part(row.ProcessStart), Part(row.Runtime), Part(row.Handshake), Part(row.FirstTask),
                    Units.Digits(row.OverBare.Median),
                ]);
            }

            yield return new TitledGrid(Units.Count(size.Key, "process", "processes"), grid);
        }
    }

    private static string Part(Spread? part) => part is { } times ? Units.Digits(times.Median) : Cells.None;
}
