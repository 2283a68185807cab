using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Workloads.SharedCounter;

/// <remarks>
/// What is reached by the disciplines that lose updates differs from run to run, so it is measured and no part of the digest; what the others
/// reach is. A worker that is killed in mode <c>shared</c> leaves behind what it has counted of chunks that it has not reported, and another one
/// counts those from their beginning: more is reached than expected, and the difference is the field <c>recounted</c>.
/// </remarks>
internal sealed class SharedCounterReduction(Discipline discipline) : IReduction
{
    private readonly bool _races = discipline is Discipline.Unsynchronized or Discipline.StaleRead;
    private long _expected;
    private long _waits;
    private long[] _counters = [];

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
    {
        _expected += MemoryMarshal.Read<long>(partial);
        _waits += MemoryMarshal.Read<long>(partial[sizeof(long)..]);
    }

    public void TakeCounters(ReadOnlySpan<long> counters) => _counters = counters.ToArray();

    public byte[]? CompleteStage() => null;

    public JobResult Result
    {
        get
        {
            long actual = _counters.Sum();
            List<ResultField> fields =
            [
                new("expected", _expected),
                new("actual", actual, _races),
                new("lost", Math.Max(0, _expected - actual), _races),
                new("recounted", Math.Max(0, actual - _expected), _races),
            ];
            if (discipline is Discipline.Locked or Discipline.StaleRead) fields.Add(new ResultField("waits", _waits, IsMeasured: true));
            if (discipline == Discipline.PerWorker) fields.Add(new ResultField("perWorker", OfWorkers(), IsMeasured: true));
            return new JobResult(fields);
        }
    }

    // To the last that has counted.
    private long[] OfWorkers() => _counters[..(Array.FindLastIndex(_counters, static count => count != 0) + 1)];
}
