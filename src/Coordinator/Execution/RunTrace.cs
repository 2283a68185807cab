using System.Diagnostics;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Execution;

/// <summary>What happened when in a run, row by row: the run itself, its stages, the reduction, and each worker.</summary>
/// <remarks>
/// Filled by <see cref="JobRun"/> between repetitions, on its thread, except for <see cref="Reduction"/>, which the reduction's own gate guards. All processes
/// read one clock, so the rows need no alignment.
/// </remarks>
internal sealed class RunTrace
{
    private readonly Dictionary<(int Process, string Name), TraceRow> _rows = [];

    internal RunTrace(ExecutionMode mode)
    {
        Mode = mode;
        // In the order in which a reader wants them.
        Own("run");
        Own("stages");
        Own("reduction");
    }

    internal ExecutionMode Mode { get; }

    /// <summary>Gets the time that combining partials takes.</summary>
    internal SliceRecorder Reduction { get; } = new();

    /// <summary>Slices that were too many to keep.</summary>
    internal long Dropped { get; private set; }

    internal IReadOnlyCollection<TraceRow> Rows => _rows.Values;

    /// <summary>The input is in place and the workers are up.</summary>
    internal void Started(long publishedFrom, TimeSpan publishTime, long spawnedFrom, TimeSpan spawnTime)
    {
        Phased(Phase.Publish, publishedFrom, publishedFrom + Ticks(publishTime));
        Phased(Phase.Spawn, spawnedFrom, spawnedFrom + Ticks(spawnTime));
    }

    internal void StageEnded(int stage, long begin) => Own("stages").Spans.Add(new TraceSpan($"stage {stage}", begin, Stopwatch.GetTimestamp()));

    internal void RepetitionEnded(string name, long begin, TimeSpan time, RepetitionAccount account)
    {
        Own("run").Spans.Add(new TraceSpan(name, begin, begin + Ticks(time)));
        Dropped += Reduction.Dropped;
        Own("reduction").Slices.AddRange(Reduction.Take());
        foreach (WorkerAccount worker in account.Workers)
        {
            bool process = Mode.UsesProcesses();
            Row(worker.ProcessId, process ? $"worker {worker.Id}" : $"thread {worker.Id}").Slices.AddRange(worker.Slices);
            if (worker.Encoding.Count > 0) Own($"sender {worker.Id}").Slices.AddRange(worker.Encoding);
            Dropped += worker.SlicesDropped;
        }
    }

    internal void Ended(long teardown) => Phased(Phase.Teardown, teardown, Stopwatch.GetTimestamp());

    private void Phased(Phase phase, long begin, long end)
    {
        if (end > begin) Own("run").Slices.Add(new TraceSlice(phase, begin, end, -1));
    }

    private TraceRow Own(string name) => Row(Environment.ProcessId, name);

    private TraceRow Row(int process, string name)
    {
        if (!_rows.TryGetValue((process, name), out TraceRow? row)) _rows.Add((process, name), row = new TraceRow(process, name));
        return row;
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
