using System.Diagnostics;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Demonstrations.Deadlock;

namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary><c>deadlock</c>: five philosophers in five processes, five forks in memory that all have mapped.</summary>
internal sealed class DeadlockDemonstration : IDemonstration
{
    private const long Meals = 20;

    // Dijkstra's.
    private static readonly string[] Names = ["Plato", "Konfuzius", "Socrates", "Voltaire", "Descartes"];

    public string Name => "deadlock";

    public string Title => "processes that wait for each other for ever";

    public string Source =>
        "Multi-Core Parallelism, the dining philosophers: described and not run, \"since it will simply freeze the notebook\"";

    public int Steps => 2;

    public async Task<DemonstrationReport> RunAsync(DemonstrationRuns runs)
    {
        long begin = Stopwatch.GetTimestamp();
        var room = new DiningRoom(runs, Names.Length, Meals);
        runs.Begin("five philosophers, each takes the left fork first");
        Dinner stuck = await room.DineAsync(DiningDefinition.LeftFirst).ConfigureAwait(false);

        runs.Begin("the same, the lowest fork first");
        Dinner ordered = await room.DineAsync(DiningDefinition.LowestFirst).ConfigureAwait(false);
        return new DemonstrationReport
        {
            Name = Name,
            Title = Title,
            Source = Source,
            Mistake = [Mistake(stuck)],
            Diagnosis = stuck.Cycle.Count == 0
                ? $"This time they did not lock: everybody has eaten {Meals} times. Nothing kept them from it; run it again."
                : $"{Describe(stuck)}. None of them can go on before another has put a fork back, and none will: they would wait for ever. They had eaten " +
                  $"{Units.Count(stuck.Table.Meals.Sum(), "meal")} of {Names.Length * Meals}.",
            Detection =
                $"A watchdog in the coordinator reads who holds which fork and who waits for which, {stuck.Looks} times in {Units.Time(stuck.Time)}, and looks for a circle in the wait-for " +
                $"graph. It found one of {stuck.Cycle.Count}, twice in a row without a meal in between, and ended the workers within {Units.Time(stuck.Ending)}; {Units.Count(stuck.Left, "process", "processes")} left.",
            Cure =
                "One order for all locks: everybody takes the fork with the lower number first. Whoever holds a fork then only waits for higher ones, so no circle can close " +
                $"(for Descartes that is the right fork first). {Units.Count(ordered.Table.Meals.Sum(), "meal")} of {Names.Length * Meals} were eaten in {Units.Time(ordered.Time)}.",
            Cured = [Cured(ordered)],
            IsShown = stuck.Cycle.Count == Names.Length && stuck.Left == 0 && ordered.IsOver(Meals),
            Time = Stopwatch.GetElapsedTime(begin),
        };
    }

    private static FactGroup Mistake(Dinner dinner) => new(
        "mistake", $"{Names.Length} philosophers in {Names.Length} worker processes, each takes the left fork and then the right one",
        [
            Fact.Number("philosophers", "philosophers", Names.Length),
            Fact.Number("mealsWanted", "meals wanted by each", Meals),
            Fact.Word("cycle", "circle", dinner.Cycle.Count == 0 ? "none" : string.Join(" -> ", dinner.Cycle.Select(static wait => Names[wait.Waiter]).Append(Names[dinner.Cycle[0].Waiter]))),
            Fact.Number("cycleLength", "philosophers in it", dinner.Cycle.Count),
            Fact.Time("found", "found after", dinner.Time),
            Fact.Number("looks", "looks at the table", dinner.Looks),
            Fact.Time("ended", "workers ended within", dinner.Ending),
            Fact.Number("processesLeft", "processes left", dinner.Left),
        ],
        new FactTable("table", [.. Enumerable.Range(0, Names.Length).Select(philosopher => (Fact[])
        [
            Fact.Word("philosopher", "philosopher", Names[philosopher]),
            Fact.Number("process", "pid", dinner.Table.Processes[philosopher]),
            Fact.Number("meals", "meals", dinner.Table.Meals[philosopher]),
            Fact.List("holds", "holds fork", [.. Held(dinner.Table, philosopher)]),
            Fact.List("waitsFor", "waits for fork", dinner.Table.Wishes[philosopher] is >= 0 and var fork ? new long[] { fork } : []),
            Fact.Word("heldBy", "held by", HolderOfWish(dinner.Table, philosopher)),
        ])]));

    private static IEnumerable<long> Held(TableSnapshot table, int philosopher) =>
        Enumerable.Range(0, table.Seats).Where(fork => table.Holders[fork] == philosopher).Select(static fork => (long)fork);

    private static string HolderOfWish(TableSnapshot table, int philosopher) =>
        table.Wishes[philosopher] is >= 0 and var fork && table.Holders[fork] is >= 0 and var holder ? Names[holder] : "-";

    private static string Describe(Dinner dinner) => string.Join("; ", dinner.Cycle.Select(wait =>
        $"{Names[wait.Waiter]} (pid {dinner.Table.Processes[wait.Waiter]}) waits for fork {wait.Resource}, which {Names[wait.Holder]} holds"));

    private static FactGroup Cured(Dinner dinner) => new(
        "cured", "The same philosophers, the fork with the lower number first",
        [Fact.Time("dinner", "all meals eaten within", dinner.Time), Fact.Number("circles", "circles found", dinner.Cycle.Count), Fact.Number("looks", "looks at the table", dinner.Looks)],
        new FactTable("table", [.. Enumerable.Range(0, Names.Length).Select(philosopher => (Fact[])
        [
            Fact.Word("philosopher", "philosopher", Names[philosopher]),
            Fact.Number("process", "pid", dinner.Table.Processes[philosopher]),
            Fact.Number("firstFork", "first fork", Math.Min(philosopher, (philosopher + 1) % Names.Length)),
            Fact.Number("meals", "meals", dinner.Table.Meals[philosopher]),
            Fact.Time("waited", "waited for forks", TimeSpan.FromSeconds(dinner.Waited.ElementAtOrDefault(philosopher))),
        ])]));
}
