using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Workloads.TinyTasks;

internal sealed class TinyTasksReduction(long tasks, long samplesPerTask) : IReduction
{
    private long _inside;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _inside += MemoryMarshal.Read<long>(partial);

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("tasks", tasks),
        new ResultField("samples", tasks * samplesPerTask),
        new ResultField("inside", _inside),
        new ResultField("estimate", 4.0 * _inside / (tasks * samplesPerTask)),
    ]);
}
