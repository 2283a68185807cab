using Cluster.Coordinator.Pool;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Execution;

/// <summary>One worker's part in a repetition; of a place that one worker after the other had, theirs together.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ProcessId">The coordinator's own for a thread; of several processes the last.</param>
/// <param name="Chunks">Computed.</param>
/// <param name="Ticks">By phase; they add up to <paramref name="Wall"/>.</param>
/// <param name="Wall">Ticks from the start of the repetition to the worker's report, or to its end where that belongs to the repetition.</param>
internal sealed record WorkerAccount(int Id, int ProcessId, long Chunks, IReadOnlyList<long> Ticks, long Wall)
{
    /// <summary>The rank that it belongs to; null where there are none.</summary>
    public int? Rank { get; init; }

    /// <summary>Processes or threads that were started for it within the repetition.</summary>
    internal int Starts { get; init; }

    /// <summary>What it did when, without gap or overlap, if a trace was asked for.</summary>
    public IReadOnlyList<TraceSlice> Slices { get; init; } = [];

    /// <summary>What the coordinator encoded for it when, if a trace was asked for.</summary>
    public IReadOnlyList<TraceSlice> Encoding { get; init; } = [];

    /// <summary>Slices that were too many to keep.</summary>
    public long SlicesDropped { get; init; }

    /// <summary>Of all processes that had a place.</summary>
    /// <param name="reports">Theirs; at least one.</param>
    internal static WorkerAccount Of(IReadOnlyList<WorkerReport> reports)
    {
        long[] ticks = new long[PhaseClock.PhaseCount];
        foreach (WorkerReport report in reports)
        {
            for (int i = 0; i < ticks.Length; i++) ticks[i] += report.Phases.Ticks[i];
            ticks[(int)Phase.Teardown] += report.Ending;
        }

        long wall = reports.Sum(static report => report.Phases.Wall + report.Ending);
        return new WorkerAccount(reports[0].Id, reports[^1].ProcessId, reports.Sum(static report => report.Phases.Chunks), ticks, wall)
        {
            Starts = reports.Count(static report => report.IsNew),
            Slices = [.. reports.SelectMany(static report => report.Slices)],
            Encoding = [.. reports.SelectMany(static report => report.Encoding)],
            SlicesDropped = reports.Sum(static report => report.SlicesDropped),
        };
    }

    /// <summary>With more time spent on a phase.</summary>
    internal WorkerAccount With(Phase phase, long ticks)
    {
        long[] sum = [.. Ticks];
        sum[(int)phase] += ticks;
        return this with { Ticks = sum, Wall = Wall + ticks };
    }
}
