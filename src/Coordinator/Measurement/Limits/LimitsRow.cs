using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Limits;

/// <summary>How fast memory is: the ceiling of everything that moves or reads data.</summary>
/// <param name="Operation">What was done.</param>
/// <param name="Threads">That did it at the same time, each with its own part.</param>
/// <param name="PageBytes">Of the pages that were asked for.</param>
/// <param name="HugePageBytes">Of the data, how much really lay in huge pages.</param>
/// <param name="Bytes">Read, written or copied in a repetition.</param>
/// <param name="GigabytesPerSecond">All threads together; null where the system does not allow these pages.</param>
internal sealed record LimitsRow(
    MemoryOperation Operation, int Threads, int PageBytes, long HugePageBytes, long Bytes, Spread? GigabytesPerSecond) : MeasurementRow
{
    internal override IReadOnlyList<RowField> Fields =>
    [
        new("operation", Operation.ToString().ToLowerInvariant()),
        new("threads", (long)Threads),
        new("pageBytes", (long)PageBytes),
        new("hugePageBytes", HugePageBytes),
        new("bytes", Bytes),
        new("repeats", (long)(GigabytesPerSecond?.Repeats ?? 0)),
        new("gigabytesPerSecond", GigabytesPerSecond),
    ];
}
