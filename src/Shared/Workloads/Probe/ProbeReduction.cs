using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Workloads.Probe;

internal sealed class ProbeReduction(long stages) : IReduction
{
    private long _stage;
    private long _inside;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _inside += MemoryMarshal.Read<long>(partial);

    public byte[]? CompleteStage() => ++_stage < stages ? BitConverter.GetBytes(_stage) : null;

    public JobResult Result => new([new ResultField("stages", _stage), new ResultField("inside", _inside)]);
}
