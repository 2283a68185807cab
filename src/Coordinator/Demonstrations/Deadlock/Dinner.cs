namespace Cluster.Coordinator.Demonstrations.Deadlock;

/// <summary>What became of one dinner.</summary>
/// <param name="Cycle">The circle that was found; empty if all have eaten.</param>
/// <param name="Table">The last look at it.</param>
/// <param name="Looks">How often the watchdog looked.</param>
/// <param name="Time">Until everybody had eaten, or until the circle was certain.</param>
/// <param name="Ending">What it took to end the workers of a dinner that would not end.</param>
/// <param name="Left">Processes of the philosophers that are there afterwards.</param>
/// <param name="Waited">By philosopher, for forks; empty where nobody came to an end.</param>
internal sealed record Dinner(
    IReadOnlyList<Wait> Cycle, TableSnapshot Table, int Looks, TimeSpan Time, TimeSpan Ending, int Left, IReadOnlyList<double> Waited)
{
    internal bool IsOver(long meals) => Cycle.Count == 0 && Table.Meals.All(eaten => eaten >= meals);
}
