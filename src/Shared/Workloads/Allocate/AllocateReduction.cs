using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Workloads.Allocate;

/// <remarks>
/// Collections and pauses are summed over processes. Pauses of one process stop all its threads, so in mode <c>threads</c> the sum is time that
/// all of them lost together; those of several processes may overlap, and each stopped its own worker only.
/// </remarks>
internal sealed class AllocateReduction : IReduction
{
    private double _sum;
    private CollectorReading _collector;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        _sum += MemoryMarshal.Read<double>(partial);
        _collector += MemoryMarshal.Read<CollectorReading>(partial[sizeof(double)..]);
    }

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("sum", _sum),
        new ResultField(
            "collections", new[] { _collector.Generation0, _collector.Generation1, _collector.Generation2 }, IsMeasured: true),
        new ResultField("pauseSeconds", TimeSpan.FromTicks(_collector.PauseTicks).TotalSeconds, IsMeasured: true),
    ]);
}
