using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Demonstrations.Deadlock;

namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary><c>deadlock</c>: five philosophers in five processes, five forks in memory that all have mapped.</summary>
internal sealed class DeadlockDemonstration : IDemonstration
{
    internal const long Meals = 20;

    /// <summary>Dijkstra's philosophers, in the order in which they sit.</summary>
    internal static readonly string[] Philosophers = ["Plato", "Konfuzius", "Socrates", "Voltaire", "Descartes"];

    public string Name => "deadlock";

    public string Title => "processes that wait for each other for ever";

    public string Source =>
        "Multi-Core Parallelism, the dining philosophers: described and not run, \"since it will simply freeze the notebook\"";

    public int Steps => 2;

    public async Task<Lesson> RunAsync(DemonstrationRuns runs)
    {
        var room = new DiningRoom(runs, Philosophers.Length, Meals);
        runs.Begin("five philosophers, each takes the left fork first");
        Dinner stuck = await room.DineAsync(DiningDefinition.LeftFirst).ConfigureAwait(false);

        runs.Begin("the same, the fork with the lower number first");
        Dinner ordered = await room.DineAsync(DiningDefinition.LowestFirst).ConfigureAwait(false);
        return new DeadlockLesson(stuck, ordered).Tell();
    }
}
