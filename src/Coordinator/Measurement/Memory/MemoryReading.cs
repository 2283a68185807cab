using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>Memory of all processes of a pool at a moment at which none of them does anything.</summary>
internal sealed record MemoryReading(ProcessMemory Coordinator, IReadOnlyList<ProcessMemory> Workers, IReadOnlyList<OwnMemory> Own)
{
    /// <summary>Pages, each counted once however many processes map it, and the page tables of the workers.</summary>
    internal long Total => Coordinator.Proportional + OfWorkers;

    /// <summary>The same without the coordinator.</summary>
    internal long OfWorkers => Workers.Sum(static worker => worker.Proportional) + Own.Sum(static own => own.PageTableBytes);

    internal static MemoryReading Now(IReadOnlyList<ProcessMemory> workers) =>
        new(ProcessMemory.Of(Environment.ProcessId), workers, [.. workers.Select(static worker => OwnMemory.Of(worker.ProcessId))]);
}
