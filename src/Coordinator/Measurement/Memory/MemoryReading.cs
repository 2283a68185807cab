using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Memory;

/// <summary>Memory of all processes of a pool at a moment at which none of them does anything.</summary>
internal sealed record MemoryReading(ProcessMemory Coordinator, IReadOnlyList<ProcessMemory> Workers, IReadOnlyList<long> PageTableBytes)
{
    /// <summary>Pages, each counted once however many processes map it, and the page tables of the workers.</summary>
    internal long Total => Coordinator.Proportional + OfWorkers;

    /// <summary>The same without the coordinator.</summary>
    internal long OfWorkers => Workers.Sum(static worker => worker.Proportional) + PageTableBytes.Sum();

    internal static MemoryReading Now(IReadOnlyList<ProcessMemory> workers) =>
        new(ProcessMemory.Of(Environment.ProcessId), workers, [.. workers.Select(static worker => PageTables.Of(worker.ProcessId))]);
}
