using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.Deadlock;

internal sealed class DiningReduction(int seats) : IReduction
{
    private readonly long[] _processes = new long[seats];
    private readonly long[] _meals = new long[seats];
    private readonly double[] _waited = new double[seats];

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        ReadOnlySpan<long> report = MemoryMarshal.Cast<byte, long>(partial);
        (_processes[chunk.Index], _meals[chunk.Index]) = (report[0], report[1]);
        _waited[chunk.Index] = Stopwatch.GetElapsedTime(0, report[2]).TotalSeconds;
    }

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("meals", _meals),
        new ResultField("processes", _processes, IsMeasured: true),
        new ResultField("waitedSeconds", _waited, IsMeasured: true),
    ]);
}
