using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Jobs;
using Cluster.Workloads.SharedCounter;

namespace Cluster.Coordinator.Demonstrations.Race;

/// <summary><c>race</c>: several add to one counter, and additions are lost; on threads, and on processes over mapped memory.</summary>
internal sealed class RaceDemonstration : IDemonstration
{
    internal const int Workers = 4;
    internal const string Unsynchronized = "unsynchronized";
    internal const string StaleRead = "stale-read";
    internal const string Locked = "locked";
    internal const string Atomic = "atomic";
    internal const string PerWorker = "per-worker";

    private const long Increments = 1_000_000;

    // Where nothing is done about it the document counts further.
    private const long IncrementsWithoutLock = 10_000_000;

    // A race need not show: where the cores are busy with other things the workers may run one after the other. On two cores under a load of 30,
    // 9 of 60 times more than one attempt, of three runs, was needed, and never more than four (2026-11-20).
    private const int Attempts = 20;

    private static readonly string[] Disciplines = [Unsynchronized, StaleRead, Locked, Atomic, PerWorker];

    public string Name => "race";

    public string Title => "additions that are lost";

    public string Source =>
        "Parallel Processing in Python, four threads add 1 ten million times: 2,505,506, and with the lock around the write alone " +
        "275,824 of 1,000,000; Multi-Core Parallelism, four processes count to 1000 in shared memory: 562, 675, 418";

    public int Steps => 2 * Disciplines.Length;

    public async Task<Lesson> RunAsync(DemonstrationRuns runs)
    {
        List<Count> threads = await CountAsync(runs, ExecutionMode.Threads).ConfigureAwait(false);
        List<Count> processes = await CountAsync(runs, ExecutionMode.Shared).ConfigureAwait(false);
        return new RaceLesson(threads, processes).Tell();
    }

    private static async Task<List<Count>> CountAsync(DemonstrationRuns runs, ExecutionMode mode)
    {
        var counts = new List<Count>();
        foreach (string discipline in Disciplines)
        {
            runs.Begin($"{discipline} on {Workers} {(mode.UsesProcesses() ? "processes" : "threads")}");
            Count count = await CountAsync(runs, mode, discipline).ConfigureAwait(false);
            for (int attempt = 1; discipline is Unsynchronized or StaleRead && !count.Races && attempt < Attempts; attempt++)
                count = count.With(await CountAsync(runs, mode, discipline).ConfigureAwait(false));
            counts.Add(count);
        }

        return counts;
    }

    private static async Task<Count> CountAsync(DemonstrationRuns runs, ExecutionMode mode, string discipline)
    {
        long increments = discipline == Unsynchronized ? IncrementsWithoutLock : Increments;
        return Of(discipline, await runs.RunAsync(new SharedCounterDefinition(), new RunRequest
        {
            Job = SharedCounterDefinition.JobName,
            Options = new Dictionary<string, object> { ["increments"] = increments, ["discipline"] = discipline },
            Workers = Workers,
            Warmup = 1,
            Repeat = 3,
        }, mode).ConfigureAwait(false));
    }

    private static Count Of(string discipline, RunOutcome outcome)
    {
        JobResult result = outcome.Middle.Result;
        long[] actual = [.. outcome.Repetitions.Select(static one => one.Result.Value<long>("actual"))];
        long waits = discipline is StaleRead or Locked ? result.Value<long>("waits") : 0;
        return new Count(discipline, result.Value<long>("expected"), actual, outcome.Median, waits);
    }
}
