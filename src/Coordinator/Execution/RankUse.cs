using System.Diagnostics;

namespace Cluster.Coordinator.Execution;

/// <summary>What several ranks had to do with each other in a repetition.</summary>
/// <param name="Ranks">All of them, in order.</param>
internal sealed record RankUse(IReadOnlyList<RankAccount> Ranks)
{
    /// <summary>From when the state of a stage left rank 0 to when the last rank had it, over all stages.</summary>
    public required long BroadcastTicks { get; init; }

    /// <summary>What rank 0 waited for partials and rows that were on their way, over all stages; that others computed for longer is not part of it.</summary>
    public required long GatherTicks { get; init; }

    /// <summary>Bringing input to ranks that cannot see its file; once for a run.</summary>
    public required long ScatterTicks { get; init; }

    public required long BroadcastBytes { get; init; }

    public required long GatherBytes { get; init; }

    public required long ScatterBytes { get; init; }

    /// <summary>Messages between two ranks, both ways.</summary>
    public required long Messages { get; init; }

    /// <summary>What moving things between ranks took, as JSON and tables name it.</summary>
    internal IEnumerable<(string Name, TimeSpan Time)> Phases =>
        [("broadcast", Time(BroadcastTicks)), ("scatter", Time(ScatterTicks)), ("gather", Time(GatherTicks))];

    /// <summary>Of all ranks.</summary>
    internal int Workers => Ranks.Sum(static rank => rank.Workers);

    private static TimeSpan Time(long ticks) => Stopwatch.GetElapsedTime(0, ticks);
}
