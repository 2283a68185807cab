using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Demonstrations.Race;

/// <summary>What the counters mean.</summary>
/// <param name="threads">Discipline by discipline.</param>
/// <param name="processes">Likewise.</param>
internal sealed class RaceLesson(List<Count> threads, List<Count> processes)
{
    private static readonly string[] Cures = [RaceDemonstration.Locked, RaceDemonstration.Atomic, RaceDemonstration.PerWorker];

    internal Lesson Tell() => new()
    {
        Mistake =
        [
            Side("threads", $"{RaceDemonstration.Workers} threads add 1 to a counter", threads),
            Side("processes", $"{RaceDemonstration.Workers} worker processes add 1 to a counter in memory that all have mapped", processes),
        ],
        Diagnosis =
            $"{Loss(threads, "threads")}; {Loss(processes, "processes")}. To add 1 is to read, to add and to write. Whoever else " +
            "writes between the read and the write is overwritten; a lock around the write alone changes nothing of that, since what " +
            "is written was read before.",
        Detection =
            "The counter was compared with the additions that the workers report to have made. Nothing else would tell: there is no " +
            "error, and another result in every run.",
        Cure =
            $"Let nobody come between read and write: a lock around all of it ({Cost(RaceDemonstration.Locked)} for each addition on " +
            $"processes) or one atomic instruction ({Cost(RaceDemonstration.Atomic)}). Or share nothing: a counter for each worker, " +
            $"added up in the end ({Cost(RaceDemonstration.PerWorker)}), which is what map and reduce do.",
        Cured =
        [
            new FactGroup("cured", "Additions lost with the cures, in all runs",
                [.. Cures.Select(cure => Fact.Number(InJson(cure), cure, Of(threads, cure).Lost.Sum() + Of(processes, cure).Lost.Sum()))]),
        ],
        IsShown = Of(threads, RaceDemonstration.Unsynchronized).Races && Of(processes, RaceDemonstration.Unsynchronized).Races
            && Cures.All(cure => !Of(threads, cure).Races && !Of(processes, cure).Races),
    };

    // Of the runs the one that lost most is shown; all of them are in the document.
    private static FactGroup Side(string name, string title, List<Count> counts) => new(
        name, title, [],
        new FactTable("disciplines", [.. counts.Select(count => (Fact[])
        [
            Fact.Word("discipline", "discipline", count.Discipline),
            Fact.Number("expected", "expected", count.Expected),
            new Fact("actual", "reached", count.Actual.ToArray(), Units.Number(count.Worst)),
            Fact.Number("lost", "lost", count.Expected - count.Worst),
            Fact.Number("lockWaits", "waits", count.Waits),
            Fact.Time("time", "time", count.Time),
            new Fact("nanosecondsPerIncrement", "each", count.Nanoseconds, $"{Units.Digits(count.Nanoseconds)} ns"),
            Fact.Ratio("relativeToPerWorker", "cost", count.Nanoseconds / Of(counts, RaceDemonstration.PerWorker).Nanoseconds),
        ])]));

    private static Count Of(List<Count> counts, string discipline) => counts.First(count => count.Discipline == discipline);

    private static string Loss(List<Count> counts, string who)
    {
        (Count race, Count stale) = (Of(counts, RaceDemonstration.Unsynchronized), Of(counts, RaceDemonstration.StaleRead));
        return race.Races
            ? $"{RaceDemonstration.Workers} {who} reached {race.Worst} of {race.Expected}, and {stale.Worst} of {stale.Expected} with the lock " +
              "around the write"
            : $"{RaceDemonstration.Workers} {who} happened to lose nothing in {race.Actual.Count} runs";
    }

    private string Cost(string discipline) => $"{Units.Digits(Of(processes, discipline).Nanoseconds)} ns";

    private static string InJson(string discipline) => discipline == RaceDemonstration.PerWorker ? "perWorkerLost" : $"{discipline}Lost";
}
