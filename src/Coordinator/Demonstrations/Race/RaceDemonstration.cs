using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Jobs;
using Cluster.Workloads.SharedCounter;

namespace Cluster.Coordinator.Demonstrations.Race;

/// <summary><c>race</c>: several add to one counter, and additions are lost; on threads, and on processes over mapped memory.</summary>
internal sealed class RaceDemonstration : IDemonstration
{
    private const int Workers = 4;
    private const long Increments = 1_000_000;

    // Where nothing is done about it the document counts further.
    private const long IncrementsWithoutLock = 10_000_000;
    private const string Unsynchronized = "unsynchronized";
    private const string StaleRead = "stale-read";
    private const string Locked = "locked";
    private const string Atomic = "atomic";
    private const string PerWorker = "per-worker";

    public string Name => "race";

    public string Title => "additions that are lost";

    public string Source =>
        "Parallel Processing in Python, four threads add 1 ten million times: 2,505,506, and with the lock around the write alone 275,824 of 1,000,000; Multi-Core Parallelism, " +
        "four processes count to 1000 in shared memory: 562, 675, 418";

    public int Steps => 10;

    public async Task<DemonstrationReport> RunAsync(DemonstrationRuns runs)
    {
        long begin = Stopwatch.GetTimestamp();
        List<Count> threads = await CountAsync(runs, ExecutionMode.Threads, Unsynchronized, StaleRead, Locked, Atomic, PerWorker).ConfigureAwait(false);
        List<Count> processes = await CountAsync(runs, ExecutionMode.Shared, Unsynchronized, StaleRead, Locked, Atomic, PerWorker).ConfigureAwait(false);
        return new DemonstrationReport
        {
            Name = Name,
            Title = Title,
            Source = Source,
            Mistake =
            [
                Facts("threads", $"{Workers} threads add 1 to a counter", threads),
                Facts("processes", $"{Workers} worker processes add 1 to a counter in memory that all of them have mapped", processes),
            ],
            Diagnosis =
                $"{Loss(threads, "threads")}; {Loss(processes, "processes")}. To add 1 is to read, to add and to write. Whoever else writes between the read and the write is overwritten; " +
                "a lock around the write alone changes nothing of that, since what is written was read before.",
            Detection =
                "The counter was compared with the additions that the workers report to have made. Nothing else would tell: there is no error, and another result in every run.",
            Cure =
                $"Let nobody come between read and write: a lock around all of it ({Cost(processes, Locked)} for each addition on processes) or one atomic instruction ({Cost(processes, Atomic)}). " +
                $"Or share nothing: a counter for each worker, added up in the end ({Cost(processes, PerWorker)}), which is what map and reduce do.",
            Cured =
            [
                new FactGroup("cured", "Additions lost with the cures, in all runs",
                    [.. new[] { Locked, Atomic, PerWorker }.Select(discipline => Fact.Number(
                        Camel(discipline), discipline, Of(threads, discipline).Lost.Sum() + Of(processes, discipline).Lost.Sum()))]),
            ],
            IsShown = Of(threads, Unsynchronized).Races && Of(processes, Unsynchronized).Races
                && threads.Concat(processes).All(static count => !count.Races || count.Discipline is Unsynchronized or StaleRead),
            Time = Stopwatch.GetElapsedTime(begin),
        };
    }

    private static async Task<List<Count>> CountAsync(DemonstrationRuns runs, ExecutionMode mode, params string[] disciplines)
    {
        var counts = new List<Count>();
        foreach (string discipline in disciplines)
        {
            runs.Begin($"{discipline} on {Workers} {(mode.UsesProcesses() ? "processes" : "threads")}");
            RunOutcome outcome = await runs.RunAsync(new SharedCounterDefinition(), new RunRequest
            {
                Job = SharedCounterDefinition.JobName,
                Options = new Dictionary<string, object> { ["increments"] = discipline == Unsynchronized ? IncrementsWithoutLock : Increments, ["discipline"] = discipline },
                Workers = Workers,
                Warmup = 1,
                Repeat = 3,
            }, mode).ConfigureAwait(false);
            JobResult result = outcome.Middle.Result;
            counts.Add(new Count(
                discipline, result.Value<long>("expected"), [.. outcome.Repetitions.Select(static one => one.Result.Value<long>("actual"))], outcome.Median,
                discipline is StaleRead or Locked ? result.Value<long>("waits") : 0));
        }

        return counts;
    }

    private static Count Of(List<Count> counts, string discipline) => counts.First(count => count.Discipline == discipline);

    private static FactGroup Facts(string name, string title, List<Count> counts) => new(
        name, title,
        [],
        new FactTable("disciplines", [.. counts.Select(count => (Fact[])
        [
            Fact.Word("discipline", "discipline", count.Discipline),
            Fact.Number("expected", "expected", count.Expected),
            Fact.List("actual", "counted", [.. count.Actual]),
            Fact.Number("lost", "lost at most", count.Expected - count.Worst),
            Fact.Number("lockWaits", "waits", count.Waits),
            Fact.Time("time", "time", count.Time),
            new Fact("nanosecondsPerIncrement", "each", count.Nanoseconds, $"{Units.Digits(count.Nanoseconds)} ns"),
            Relative(count, Of(counts, PerWorker)),
        ])]));

    private static Fact Relative(Count count, Count perWorker) =>
        new("relativeToPerWorker", "cost", count.Nanoseconds / perWorker.Nanoseconds, Units.Factor(count.Nanoseconds / perWorker.Nanoseconds));

    private static string Loss(List<Count> counts, string who)
    {
        Count race = Of(counts, Unsynchronized), stale = Of(counts, StaleRead);
        return $"{Workers} {who} reached {race.Worst} of {race.Expected}, and {stale.Worst} of {stale.Expected} with the lock around the write";
    }

    private static string Cost(List<Count> counts, string discipline) => $"{Units.Digits(Of(counts, discipline).Nanoseconds)} ns";

    private static string Camel(string discipline) => discipline == PerWorker ? "perWorkerLost" : $"{discipline}Lost";
}
