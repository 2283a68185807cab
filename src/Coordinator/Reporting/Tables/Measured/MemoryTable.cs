using Cluster.Coordinator.Measurement.Memory;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>What was measured, and what is predicted from it.</summary>
internal static class MemoryTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<MemoryRow> rows)
    {
        foreach (IGrouping<int, MemoryRow> size in rows.Where(static row => !row.IsPredicted).GroupBy(static row => row.Workers))
        {
            var grid = new Grid("workers hold", ["total", "min", "max", "coordinator", "worker PSS", "worker RSS", "page tables"]);
            foreach (MemoryRow row in size) Add(grid, row, row.Reading!);
            string data = Units.Bytes(size.Max(static row => row.DataBytes));
            string which = size.Key == 1 ? "" : ", figures of the largest";
            yield return new TitledGrid($"data of {data}, {Units.Count(size.Key, "worker")}{which}", grid);
        }

        MemoryRow[] predicted = [.. rows.Where(static row => row.IsPredicted)];
        var ahead = new Grid("workers hold", ["total", "for each", "fits here"]);
        foreach (MemoryRow row in predicted)
        {
            double total = row.Total.Median;
            ahead.Add(Word(row), [Units.Bytes((long)total), Units.Bytes((long)(total / row.Workers)), row.Fits ? "yes" : "no"]);
        }

        string machine = Units.Bytes(predicted[0].MachineBytes);
        string what = $"{Units.Bytes(predicted[0].DataBytes)} and {predicted[0].Workers} workers";
        yield return new TitledGrid($"predicted: {what}; this machine has {machine}", ahead);
    }

    private static void Add(Grid grid, MemoryRow row, MemoryReading reading) => grid.Add(Word(row),
    [
        Units.Bytes((long)row.Total.Median), Units.Bytes((long)row.Total.Minimum), Units.Bytes((long)row.Total.Maximum),
        Units.Bytes(reading.Coordinator.Proportional), Units.Bytes(reading.Workers.Max(static worker => worker.Proportional)),
        Units.Bytes(reading.Workers.Max(static worker => worker.Resident)), Units.Bytes(reading.Own.Max(static own => own.PageTableBytes)),
    ]);

    private static string Word(MemoryRow row) => row.Holding.ToString().ToLowerInvariant();
}
