namespace Cluster.Demonstrations.Rng;

/// <summary>What one task yields.</summary>
/// <param name="Inside">Points inside the circle.</param>
/// <param name="ProcessId">Who computed it.</param>
/// <param name="Turn">How many tasks that worker had computed before.</param>
internal readonly record struct TaskEstimate(long Inside, long ProcessId, long Turn)
{
    public const int Size = 3 * sizeof(long);
}
