using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary>What became of the dinners.</summary>
/// <param name="stuck">The one at which everybody takes the left fork first.</param>
/// <param name="ordered">The one at which everybody takes the fork with the lower number first.</param>
internal sealed class DeadlockLesson(Dinner stuck, Dinner ordered)
{
    private static long MealsOfAll => Names.Length * DeadlockDemonstration.Meals;

    private static string[] Names => DeadlockDemonstration.Philosophers;

    internal Lesson Tell() => new()
    {
        Mistake = [Mistake()],
        Diagnosis = Diagnosis(),
        Detection =
            $"A watchdog in the coordinator read who holds which fork and who waits for which, {stuck.Looks} times in " +
            $"{Units.Time(stuck.Time)}, and looked for a circle in the wait-for graph. {Found()}",
        Cure =
            "One order for all locks: everybody takes the fork with the lower number first (Descartes the right one). Whoever holds a " +
            $"fork then only waits for higher ones, so no circle can close. {Units.Count(ordered.Table.Meals.Sum(), "meal")} of " +
            $"{MealsOfAll} were eaten in {Units.Time(ordered.Time)}.",
        Cured = [Cured()],
        IsShown = stuck.Cycle.Count == Names.Length && stuck.Left == 0 && ordered.IsOver(DeadlockDemonstration.Meals),
    };

    private FactGroup Mistake() => new(
        "mistake", $"{Names.Length} philosophers in {Names.Length} worker processes, each takes the left fork and then the right one",
        [
            Fact.Number("philosophers", "philosophers", Names.Length),
            Fact.Number("mealsWanted", "meals wanted by each", DeadlockDemonstration.Meals),
            Fact.Word("cycle", "circle", Circle()),
            Fact.Number("cycleLength", "philosophers in it", stuck.Cycle.Count),
            Fact.Time("found", "found after", stuck.Time),
            Fact.Number("looks", "looks at the table", stuck.Looks),
            Fact.Time("ended", "workers ended within", stuck.Ending),
            Fact.Number("processesLeft", "processes left", stuck.Left),
        ],
        new FactTable("table", [.. Enumerable.Range(0, Names.Length).Select(philosopher => (Fact[])
        [
            Fact.Word("philosopher", "philosopher", Names[philosopher]),
            Fact.Number("process", "pid", stuck.Table.Processes[philosopher]),
            Fact.Number("meals", "meals", stuck.Table.Meals[philosopher]),
            Fact.List("holds", "holds", HeldBy(philosopher)),
            Fact.List("waitsFor", "waits for", stuck.Table.Wishes[philosopher] is >= 0 and var fork ? new long[] { fork } : []),
            Fact.Word("heldBy", "held by", HolderOfWish(philosopher)),
        ])]));

    private string Circle() => stuck.Cycle.Count == 0
        ? "none"
        : string.Join(" -> ", stuck.Cycle.Append(stuck.Cycle[0]).Select(static wait => Names[wait.Waiter]));

    private string Diagnosis() => stuck.Cycle.Count == 0
        ? $"This time they did not lock: everybody has eaten {DeadlockDemonstration.Meals} times. That was luck; run it again."
        : $"{string.Join("; ", stuck.Cycle.Select(Describe))}. None of them can go on before another has put a fork back, and none " +
          $"will: they would wait for ever. They had eaten {Units.Count(stuck.Table.Meals.Sum(), "meal")} of {MealsOfAll}.";

    private string Describe(Wait wait) =>
        $"{Names[wait.Waiter]} (pid {stuck.Table.Processes[wait.Waiter]}) waits for fork {wait.Resource}, which {Names[wait.Holder]} holds";

    private string Found() => stuck.Cycle.Count == 0
        ? "There was none that stayed."
        : $"It found one of {stuck.Cycle.Count}, twice in a row without a meal in between, and ended the workers within " +
          $"{Units.Time(stuck.Ending)}; {Units.Count(stuck.Left, "process", "processes")} left.";

    private long[] HeldBy(int philosopher) =>
        [.. Enumerable.Range(0, Names.Length).Where(fork => stuck.Table.Holders[fork] == philosopher).Select(static fork => (long)fork)];

    private string HolderOfWish(int philosopher) =>
        stuck.Table.Wishes[philosopher] is >= 0 and var fork && stuck.Table.Holders[fork] is >= 0 and var holder ? Names[holder] : "-";

    private FactGroup Cured() => new(
        "cured", "The same philosophers, the fork with the lower number first",
        [
            Fact.Time("dinner", "all meals eaten within", ordered.Time),
            Fact.Number("circles", "circles that stayed", ordered.Cycle.Count),
            Fact.Number("looks", "looks at the table", ordered.Looks),
        ],
        new FactTable("table", [.. Enumerable.Range(0, Names.Length).Select(philosopher => (Fact[])
        [
            Fact.Word("philosopher", "philosopher", Names[philosopher]),
            Fact.Number("process", "pid", ordered.Table.Processes[philosopher]),
            Fact.Number("firstFork", "first fork", Math.Min(philosopher, (philosopher + 1) % Names.Length)),
            Fact.Number("meals", "meals", ordered.Table.Meals[philosopher]),
            Fact.Time("waited", "waited for forks", TimeSpan.FromSeconds(ordered.Waited.ElementAtOrDefault(philosopher))),
        ])]));
}
