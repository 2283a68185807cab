namespace Cluster.Coordinator.Demonstrations.NoReturn;

/// <summary>A value that several processes were to change together.</summary>
/// <param name="Expected">In the coordinator, if every change had reached it.</param>
/// <param name="Coordinator">What is there.</param>
/// <param name="Workers">What each worker process has by itself.</param>
internal sealed record OwnValues(long Expected, long Coordinator, IReadOnlyList<(long ProcessId, long Value)> Workers)
{
    internal long InWorkers => Workers.Sum(static worker => worker.Value);

    /// <summary>
    /// The work was done and counted, but not here: what is missing in the coordinator is what the workers have, each its own part. Work
    /// that was never done, or a memory that all see, looks different.
    /// </summary>
    internal bool IsLostInCopies => Coordinator != Expected && Expected - Coordinator == InWorkers;

    /// <summary>From a list of reports: the last of each process counts, since a counter goes on from task to task.</summary>
    internal static OwnValues OfCounters(long expected, long coordinator, IReadOnlyList<long> processes, IReadOnlyList<long> counters) =>
        new(expected, coordinator, ByProcess(processes, counters, Enumerable.Max));

    /// <summary>From a list of parts: those of a process add up.</summary>
    internal static OwnValues OfParts(long expected, long coordinator, IReadOnlyList<long> processes, IReadOnlyList<long> parts) =>
        new(expected, coordinator, ByProcess(processes, parts, Enumerable.Sum));

    private static List<(long ProcessId, long Value)> ByProcess(
        IReadOnlyList<long> processes, IReadOnlyList<long> values, Func<IEnumerable<long>, long> combine) =>
        [.. processes.Zip(values).GroupBy(static one => one.First, static one => one.Second).Select(own => (own.Key, combine(own)))];
}
