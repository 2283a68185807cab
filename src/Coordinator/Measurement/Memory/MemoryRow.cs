using Cluster.Coordinator.Measurement.Statistics;

namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>Memory of a coordinator and its workers, measured or predicted.</summary>
/// <param name="Holding">What the workers hold of the data, which the coordinator has in any case.</param>
/// <param name="Workers">How many.</param>
/// <param name="DataBytes">Of the data set.</param>
/// <param name="Total">All processes together, in bytes, each page counted once; page tables of the workers included.</param>
/// <param name="Reading">The repetition in the middle, process by process; null for a prediction.</param>
/// <param name="MachineBytes">What this machine has.</param>
internal sealed record MemoryRow(
    Holding Holding, int Workers, long DataBytes, Spread Total, MemoryReading? Reading, long MachineBytes) : MeasurementRow
{
    internal bool IsPredicted => Reading is null;

    internal bool Fits => Total.Median <= MachineBytes;

    internal override IReadOnlyList<RowField> Fields =>
    [
        new("holding", Holding.ToString().ToLowerInvariant()),
        new("predicted", IsPredicted),
        new("workers", (long)Workers),
        new("dataBytes", DataBytes),
        new("repeats", (long)Total.Repeats),
        new("totalBytes", Total),
        new("coordinatorRssBytes", Reading?.Coordinator.Resident),
        new("coordinatorPssBytes", Reading?.Coordinator.Proportional),
        new("workersRssBytes", Reading?.Workers.Select(static worker => worker.Resident).ToArray()),
        new("workersPssBytes", Reading?.Workers.Select(static worker => worker.Proportional).ToArray()),
        new("workersAnonymousBytes", Reading?.Own.Select(static own => own.AnonymousBytes).ToArray()),
        new("workersPageTableBytes", Reading?.Own.Select(static own => own.PageTableBytes).ToArray()),
        new("fitsThisMachine", Fits),
    ];
}
