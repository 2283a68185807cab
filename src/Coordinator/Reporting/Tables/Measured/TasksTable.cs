using System.Globalization;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Tasks;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Tables.Measured;

/// <summary>A grid for each mode and number of workers.</summary>
internal static class TasksTable
{
    internal static IEnumerable<TitledGrid> Of(IReadOnlyList<TasksRow> rows)
    {
        foreach (var way in rows.GroupBy(static row => (row.Mode, row.Channel, row.Workers)))
        {
            var grid = new Grid("batch", ["batches", .. Cells.Heading("1000/s"), "us each"]);
            foreach (TasksRow row in way)
            {
                string batch = row.Batch?.ToString(CultureInfo.InvariantCulture) ?? "auto";
                grid.Add(batch, [$"{row.Batches}", .. Cells.Of(row.TasksPerSecond.Times(0.001)), Units.Digits(row.MicrosecondsPerTask)]);
            }

            string whose = Units.Count(way.Key.Workers, way.Key.Mode == ExecutionMode.Threads ? "thread" : "worker");
            string through = way.Key.Channel == "ring" ? " through rings" : "";
            yield return new TitledGrid($"{way.Key.Mode.Word()}{through}, {whose}, {Units.Count(way.First().Tasks, "task")}", grid);
        }
    }
}
