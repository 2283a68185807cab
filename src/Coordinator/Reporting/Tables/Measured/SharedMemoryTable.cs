using Cluster.Coordinator.Measurement.SharedMemory;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>A grid for each kind of memory and each way of making its pages.</summary>
internal static class SharedMemoryTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<SharedMemoryRow> rows)
    {
        foreach (IGrouping<string, SharedMemoryRow> kind in rows.GroupBy(static row => $"{row.Memory}, pages of {row.Paging.Words()}"))
        {
            var grid = new Grid("step", [.. Cells.Heading("ms"), "ms/GiB", "GB/s"]);
            foreach (SharedMemoryRow row in kind)
            {
                if (row.Step is not { } step) continue;
                string perGibibyte = row.MillisecondsPerGibibyte is { } time ? Units.Digits(time) : Cells.None;
                string perSecond = row.GigabytesPerSecond is { } rate ? Units.Digits(rate.Median) : Cells.None;
                grid.Add(step.Words(), [.. Cells.Of(row.Milliseconds), perGibibyte, perSecond]);
            }

            SharedMemoryRow first = kind.First();
            bool measured = first.Step is not null;
            yield return new TitledGrid($"{kind.Key}: {(measured ? Units.Bytes(first.Bytes) : first.Remark)}", measured ? grid : null);
        }
    }
}
