using Cluster.Coordinator.Measurement.Limits;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

internal static class LimitsTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<LimitsRow> rows)
    {
        var grid = new Grid("memory", ["threads", "pages", "size", .. Cells.Heading("GB/s")]);
        foreach (LimitsRow row in rows)
        {
            grid.Add(
                row.Operation.ToString().ToLowerInvariant(),
                [$"{row.Threads}", Units.Bytes(row.PageBytes), Units.Bytes(row.Bytes), .. Cells.Of(row.GigabytesPerSecond)]);
        }

        return [new TitledGrid("", grid)];
    }
}
