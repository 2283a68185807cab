using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace FaultyJobs;

internal sealed class SumsReduction(ArrayLayout output) : IReduction
{
    private double _sum;
    private long _chunks;

    // Of a partial that came twice, or not at all, the count would tell.
    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        _chunks++;
        foreach (double number in MemoryMarshal.Cast<byte, double>(partial)) _sum += number;
    }

    public byte[]? CompleteStage() => null;

    public JobResult Result => new([new ResultField("sum", _sum), new ResultField("chunks", _chunks)], "halves", output);
}
