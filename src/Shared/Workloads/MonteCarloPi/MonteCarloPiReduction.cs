using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Workloads.MonteCarloPi;

internal sealed class MonteCarloPiReduction(long samples) : IReduction
{
    private long _inside;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _inside += MemoryMarshal.Read<long>(partial);

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("estimate", 4.0 * _inside / samples),
        new ResultField("samples", samples),
        new ResultField("inside", _inside),
    ]);
}
