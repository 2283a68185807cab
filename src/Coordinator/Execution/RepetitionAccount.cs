using Cluster.Diagnostics;

namespace Cluster.Coordinator.Execution;

/// <summary>Where the time and the bytes of one repetition went.</summary>
/// <param name="Workers">One per thread or process that took part.</param>
/// <param name="Bytes">What moved.</param>
/// <param name="Batches">Messages that gave out work; chunk groups where nothing is sent.</param>
/// <param name="SerializeTicks">Coordinator's time on encoding.</param>
internal sealed record RepetitionAccount(IReadOnlyList<WorkerAccount> Workers, ByteCounts Bytes, int Batches, long SerializeTicks)
{
    /// <summary>What ranks did; null where there is only this process.</summary>
    public RankUse? Ranks { get; init; }

    /// <summary>With the end of the workers, for which all of them waited.</summary>
    internal RepetitionAccount WithTeardown(long ticks) => this with { Workers = [.. Workers.Select(worker => worker.With(Phase.Teardown, ticks))] };

    /// <summary>A phase, over all workers, in ticks.</summary>
    internal long Ticks(Phase phase) => Workers.Sum(worker => worker.Ticks[(int)phase]);
}
