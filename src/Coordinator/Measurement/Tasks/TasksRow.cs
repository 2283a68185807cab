using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Tasks;

/// <summary>Tasks that do nothing, handed out in batches.</summary>
/// <param name="Mode">How.</param>
/// <param name="Workers">To whom.</param>
/// <param name="Batch">Tasks per message; null for the schedule's own choice.</param>
/// <param name="Tasks">In a repetition.</param>
/// <param name="Batches">In the last repetition.</param>
/// <param name="Milliseconds">From the first task to the last result.</param>
internal sealed record TasksRow(ExecutionMode Mode, int Workers, int? Batch, int Tasks, int Batches, Spread Milliseconds) : MeasurementRow
{
    /// <summary>What carries the messages; null where there are none.</summary>
    internal string? Channel { get; init; }

    internal Spread TasksPerSecond => Milliseconds.RateOf(Tasks * 1000.0);

    internal double MicrosecondsPerTask => Milliseconds.Median * 1000 / Tasks;

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("mode", Mode.Word()),
        new("channel", Channel),
        new("workers", (long)Workers),
        new("batch", (long?)Batch),
        new("tasks", (long)Tasks),
        new("batches", (long)Batches),
        new("repeats", (long)Milliseconds.Repeats),
        new("milliseconds", Milliseconds),
        new("tasksPerSecond", TasksPerSecond),
        new("microsecondsPerTask", MicrosecondsPerTask),
    ];
}
