using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;

namespace PowerJobs;

internal sealed class SumReduction(ArrayLayout output) : IReduction
{
    private double _sum;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _sum += MemoryMarshal.Read<double>(partial);

    public byte[]? CompleteStage() => null;

    public JobResult Result => new([new ResultField("sum", _sum)], "powers", output);
}
