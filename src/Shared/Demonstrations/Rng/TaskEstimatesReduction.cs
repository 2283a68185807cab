using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.Rng;

internal sealed class TaskEstimatesReduction(int tasks) : IReduction
{
    private readonly TaskEstimate[] _estimates = new TaskEstimate[tasks];

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _estimates[chunk.Index] = MemoryMarshal.Read<TaskEstimate>(partial);

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("inside", _estimates.Select(static one => one.Inside).ToArray()),
        new ResultField("processes", _estimates.Select(static one => one.ProcessId).ToArray(), IsMeasured: true),
        new ResultField("turns", _estimates.Select(static one => one.Turn).ToArray(), IsMeasured: true),
    ]);
}
