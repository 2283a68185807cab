using Cluster.Coordinator.Checkpoints;
using Cluster.Jobs;

namespace Cluster.Coordinator.Execution;

/// <summary>What a run yielded and what it cost.</summary>
/// <param name="Job">What was run.</param>
/// <param name="Mode">How.</param>
/// <param name="Repetitions">The counted ones; at least one.</param>
internal sealed record RunOutcome(PreparedJob Job, ExecutionMode Mode, IReadOnlyList<Repetition> Repetitions)
{
    /// <summary>Of workers that are kept; of others it belongs to each repetition, as do attaching and teardown.</summary>
    public required TimeSpan Spawn { get; init; }

    public required TimeSpan Publish { get; init; }

    /// <summary>Attaching and first touch, over all workers and all repetitions: workers that are kept do it in the first, which may be a warm-up.</summary>
    public required TimeSpan Map { get; init; }

    /// <summary>Of workers that are kept.</summary>
    public required TimeSpan Teardown { get; init; }

    /// <summary>From the start of the workers to their end, and bringing in the input.</summary>
    public required TimeSpan Total { get; init; }

    public required int WorkersLost { get; init; }

    public required int Retries { get; init; }

    /// <summary>What pages the largest array lies in, in words; null for a job without arrays.</summary>
    public string? Pages { get; init; }

    public required ProcessMemory Coordinator { get; init; }

    /// <summary>Empty where no worker is left to be asked: with <see cref="WorkerLifetime.Task"/>.</summary>
    public required IReadOnlyList<ProcessMemory> WorkerMemory { get; init; }

    /// <summary>Whether frames went through rings, to all workers.</summary>
    public bool UsedRings { get; init; }

    /// <summary>How chunks got to worker processes; null in a mode without any.</summary>
    public HandOutChoice? HandOut { get; init; }

    /// <summary>What happened when; null unless it was asked for.</summary>
    public RunTrace? Trace { get; init; }

    /// <summary>What was continued; null for a run without a checkpoint.</summary>
    public CheckpointUse? Checkpoint { get; init; }

    /// <summary>Whether spawn, map and teardown are paid once, and not in each repetition.</summary>
    internal bool KeepsWorkers => Job.KeepsWorkers(Mode);

    /// <summary>Of the last repetition.</summary>
    internal JobResult Result => Repetitions[^1].Result;

    /// <summary>Of the first repetition; <see cref="IsConsistent"/> says whether it is that of all.</summary>
    internal string Digest => Repetitions[0].Digest;

    /// <summary>True when every repetition gave the same bits.</summary>
    internal bool IsConsistent => Repetitions.All(repetition => repetition.Digest == Digest);

    internal TimeSpan Minimum => Repetitions.Min(repetition => repetition.Time);

    internal TimeSpan Maximum => Repetitions.Max(repetition => repetition.Time);

    /// <summary>The repetition in the middle, by time; the faster one of two. Phases and bytes are reported of this one.</summary>
    internal Repetition Middle => Repetitions.OrderBy(repetition => repetition.Time).ElementAt((Repetitions.Count - 1) / 2);

    internal TimeSpan Median
    {
        get
        {
            TimeSpan[] sorted = [.. Repetitions.Select(repetition => repetition.Time).Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Workers that took part.</summary>
    internal int Workers => Mode == ExecutionMode.Sequential ? 1 : Ranks?.Workers ?? Job.Request.Workers;

    /// <summary>Of the repetition in the middle; null where there is only this process.</summary>
    internal RankUse? Ranks => Middle.Account.Ranks;
}
