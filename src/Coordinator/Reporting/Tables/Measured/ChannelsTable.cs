using Cluster.Coordinator.Measurement.Channels;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>A grid for each way of flushing.</summary>
internal static class ChannelsTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<ChannelsRow> rows)
    {
        foreach (IGrouping<string, ChannelsRow> flush in rows.GroupBy(static row => row.Flush))
        {
            var grid = new Grid("channel", ["producers", "numbers", .. Cells.Heading("ms"), "us each"]);
            foreach (ChannelsRow row in flush)
            {
                string each = Units.Digits(row.MicrosecondsPerNumber.Median);
                grid.Add(row.Channel, [$"{row.Producers}", $"{row.Numbers}", .. Cells.Of(row.Milliseconds), each]);
            }

            yield return new TitledGrid($"flush: {flush.Key}", grid);
        }
    }
}
