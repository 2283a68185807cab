using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;

namespace Cluster.Coordinator.Execution;

/// <summary>The counters of a job in this process's memory, and in a segment where workers are to count in it.</summary>
/// <remarks>Owned by its executor: counts belong to a repetition, so no two runs have them in common.</remarks>
internal sealed class StoredCounters : IDisposable
{
    private StoredCounters(int count, SharedSegment segment) =>
        (Here, Handle, SharedBytes) = (new MappedCounters(count, segment.Memory.Address, segment), segment.Handle, segment.Memory.Length);

    private StoredCounters(int count, NativeBuffer buffer) => Here = new MappedCounters(count, buffer.Address, buffer);

    /// <summary>For code of this process.</summary>
    internal MappedCounters Here { get; }

    /// <summary>What a worker is told about them; null for memory of this process alone.</summary>
    internal SegmentHandle? Handle { get; }

    /// <summary>Bytes that workers can map.</summary>
    internal long SharedBytes { get; }

    /// <summary>Memory for the counters of <paramref name="job"/>; null if it has none. Not zeroed.</summary>
    /// <exception cref="Faults.FaultException"><see cref="Faults.FaultCode.OutOfMemory"/>, with figures.</exception>
    internal static StoredCounters? Create(IJob job, bool shareable) => job.Counters == 0 ? null : JobArrays.Reserve(
        "counters", MappedCounters.ByteLength(job.Counters), shareable, new SegmentUse(HugePageChoice.Off),
        segment => new StoredCounters(job.Counters, segment), buffer => new StoredCounters(job.Counters, buffer));

    public void Dispose() => Here.Dispose();
}
