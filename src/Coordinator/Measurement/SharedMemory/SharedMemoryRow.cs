using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Memory;

namespace Cluster.Coordinator.Measurement.SharedMemory;

/// <summary>What one step in the life of memory takes.</summary>
/// <param name="IsShared">
/// A file in memory that is mapped twice, by its owner and as a worker does it; otherwise memory of this process alone.
/// </param>
/// <param name="Source">Of large pages, the way to them.</param>
/// <param name="Paging">When pages are made, and how large they are.</param>
/// <param name="Step">What was timed; null where the system does not allow the paging.</param>
/// <param name="Bytes">Of the memory.</param>
/// <param name="HugePageBytes">Of it, how much the kernel really mapped with huge pages.</param>
/// <param name="Milliseconds">For all bytes; null likewise.</param>
/// <param name="Remark">Why there is no figure; otherwise empty.</param>
internal sealed record SharedMemoryRow(
    bool IsShared, SegmentPages Source, Paging Paging, MemoryStep? Step, long Bytes, long HugePageBytes, Spread? Milliseconds, string Remark = "")
    : MeasurementRow
{
    private const double Gibibyte = 1L << 30;

    internal string Memory => !IsShared ? "anonymous" : Source == SegmentPages.Ordinary ? "memory file" : PageWords.Source(Source);

    /// <summary>The median for 1 GiB, of the steps that take longer for more bytes.</summary>
    internal double? MillisecondsPerGibibyte =>
        Step is MemoryStep.Create or MemoryStep.Attach ? null : Milliseconds?.Median * Gibibyte / Bytes;

    /// <summary>Of the steps that go through all bytes.</summary>
    internal Spread? GigabytesPerSecond => Step == MemoryStep.WarmRead ? Milliseconds?.RateOf(Bytes / 1e6) : null;

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("memory", Memory),
        new("pages", Paging.Words()),
        new("step", Step?.Words()),
        new("bytes", Bytes),
        new("hugePageBytes", HugePageBytes),
        new("repeats", (long)(Milliseconds?.Repeats ?? 0)),
        new("milliseconds", Milliseconds),
        new("millisecondsPerGibibyte", MillisecondsPerGibibyte),
        new("gigabytesPerSecond", GigabytesPerSecond),
        new("remark", Remark),
    ];
}
