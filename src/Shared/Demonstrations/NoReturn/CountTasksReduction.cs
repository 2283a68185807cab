using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.NoReturn;

internal sealed class CountTasksReduction(int tasks) : IReduction
{
    private readonly long[] _processes = new long[tasks];
    private readonly long[] _counters = new long[tasks];
    private long _returned;

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        ReadOnlySpan<long> report = MemoryMarshal.Cast<byte, long>(partial);
        (_processes[chunk.Index], _counters[chunk.Index]) = (report[0], report[1]);
        _returned++;
    }

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("returned", _returned),
        new ResultField("processes", _processes, IsMeasured: true),
        new ResultField("counters", _counters, IsMeasured: true),
    ]);
}
