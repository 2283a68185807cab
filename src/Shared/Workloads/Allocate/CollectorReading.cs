namespace Cluster.Workloads.Allocate;

/// <summary>What the collector of this process has done: since the process began, or between two readings.</summary>
/// <param name="Generation0">Collections of generation 0 alone.</param>
/// <param name="Generation1">Collections of generations 0 and 1.</param>
/// <param name="Generation2">Collections of all generations.</param>
/// <param name="PauseTicks">For how long all threads stood still, in units of 100 ns.</param>
internal readonly record struct CollectorReading(long Generation0, long Generation1, long Generation2, long PauseTicks)
{
    public const int Size = 4 * sizeof(long);

    /// <remarks>The runtime counts a collection in the generation that it reaches and in all younger ones.</remarks>
    public static CollectorReading Now()
    {
        (long first, long second, long third) = (GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2));
        return new CollectorReading(first - second, second - third, third, GC.GetTotalPauseDuration().Ticks);
    }

    public static CollectorReading operator +(CollectorReading a, CollectorReading b) =>
        new(a.Generation0 + b.Generation0, a.Generation1 + b.Generation1, a.Generation2 + b.Generation2, a.PauseTicks + b.PauseTicks);

    public static CollectorReading operator -(CollectorReading a, CollectorReading b) =>
        new(a.Generation0 - b.Generation0, a.Generation1 - b.Generation1, a.Generation2 - b.Generation2, a.PauseTicks - b.PauseTicks);
}
