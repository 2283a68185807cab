using System.Diagnostics;
using System.Runtime.InteropServices;
using Cluster.Jobs;

namespace Cluster.Demonstrations.Oversubscribe;

/// <remarks>The wall time is from the first matrix's begin to the last one's end, in whatever processes they were.</remarks>
internal sealed class TeamsReduction : IReduction
{
    private readonly List<TeamReport> _reports = [];

    public void Add(in Chunk chunk, ReadOnlySpan<byte> partial) => _reports.Add(MemoryMarshal.Read<TeamReport>(partial));

    public byte[]? CompleteStage() => null;

    public JobResult Result => new(
    [
        new ResultField("sum", _reports.Sum(static one => one.Sum)),
        Measured("threads", _reports.Sum(static one => one.Threads)),
        Measured("userSeconds", TimeSpan.FromTicks(_reports.Sum(static one => one.UserTicks)).TotalSeconds),
        Measured("systemSeconds", TimeSpan.FromTicks(_reports.Sum(static one => one.SystemTicks)).TotalSeconds),
        Measured("voluntary", _reports.Sum(static one => one.Voluntary)),
        Measured("involuntary", _reports.Sum(static one => one.Involuntary)),
        Measured("wallSeconds", Wall.TotalSeconds),
        Measured("processes", (long)_reports.DistinctBy(static one => one.ProcessId).Count()),
    ]);

    private TimeSpan Wall => Stopwatch.GetElapsedTime(_reports.Min(static one => one.Begin), _reports.Max(static one => one.End));

    private static ResultField Measured(string name, object value) => new(name, value, IsMeasured: true);
}
