using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.NoReturn;

internal sealed class OwnCopyReduction(int chunks) : IReduction
{
    private readonly long[] _processes = new long[chunks];
    private readonly long[] _filled = new long[chunks];
    private double _sum;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        _processes[chunk.Index] = MemoryMarshal.Read<long>(partial);
        _filled[chunk.Index] = MemoryMarshal.Read<long>(partial[sizeof(long)..]);
        _sum += MemoryMarshal.Read<double>(partial[(2 * sizeof(long))..]);
    }

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("filled", _filled),
        new ResultField("sum", _sum),
        new ResultField("processes", _processes, IsMeasured: true),
    ]);
}
