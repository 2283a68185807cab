using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Minefield;

internal sealed class SumReduction : IReduction
{
    private double _sum;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _sum += MemoryMarshal.Read<double>(partial);

    public byte[]? CompleteStage() => null;

    public JobResult Result => new([new ResultField("sum", _sum)]);
}
