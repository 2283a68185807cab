using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Demonstrations.Rng;

/// <summary>What the estimates mean.</summary>
/// <param name="seed">Of the inherited generator.</param>
/// <param name="before">Points inside the circle of the coordinator's own tasks.</param>
/// <param name="inherited">On several workers, each with a copy of one state.</param>
/// <param name="alone">The same on one worker.</param>
/// <param name="keyed">With a stream for each task, on several numbers of workers.</param>
internal sealed class RngLesson(uint seed, long[] before, TaskEstimates inherited, TaskEstimates alone, List<TaskEstimates> keyed)
{
    // Of the number of points inside: each is inside with probability π/4.
    private static readonly double Deviation = Math.Sqrt(RngDemonstration.Samples * (Math.PI / 4) * (1 - (Math.PI / 4)));

    private bool IsSame => keyed.All(run => run.Digest == keyed[0].Digest);

    internal Lesson Tell() => new()
    {
        Mistake = [Mistake(), Alone()],
        Diagnosis = Diagnosis(inherited.Equal),
        Detection = Detection(inherited.Equal),
        Cure = Cure(keyed[0].Equal),
        Cured = [Cured()],
        IsShown = inherited.Equal.IsBeyondChance(Deviation) && IsSame && !keyed[0].Equal.IsBeyondChance(Deviation),
    };

    private FactGroup Mistake() => new(
        "mistake", $"{inherited.Equal.Count} tasks on {inherited.Workers} workers, each with a copy of the coordinator's generator",
        [
            Fact.Number("seed", "seed", seed),
            Fact.Number("samplesPerTask", "samples per task", RngDemonstration.Samples),
            Fact.List("estimatesBefore", "drawn by the coordinator before", TaskEstimates.Of(before)),
            Fact.Number("distinct", "different estimates of the workers", inherited.Equal.Distinct),
            Fact.List("groups", "how often each occurs", [.. inherited.Equal.Groups.Select(static group => (long)group.Count)]),
            Fact.Number("equalPairs", "equal pairs", inherited.Equal.EqualPairs),
            Fact.Number("equalPairsByChance", "equal pairs that chance would give", inherited.Equal.ExpectedPairs(Deviation)),
            Fact.Number("effectiveSamples", "independent estimates that they are worth", inherited.Equal.EffectiveCount),
        ],
        new FactTable("tasks", [.. inherited.Estimates.Select((estimate, task) => (Fact[])
        [
            Fact.Number("task", "task", task),
            Fact.Number("process", "worker's pid", inherited.Processes[task]),
            Fact.Number("turn", "tasks before", inherited.Turns[task]),
            Fact.Number("inside", "inside", inherited.Inside[task]),
            new Fact("estimate", "estimate", estimate, Units.Number(estimate)),
            Fact.List("equalTo", "equal to tasks", [.. inherited.Equal.EqualTo(task).Select(static other => (long)other)]),
        ])]));

    private FactGroup Alone() => new(
        "alone", "The same tasks on 1 worker",
        [Fact.List("estimates", "estimates", alone.Estimates), Fact.Number("distinct", "different estimates", alone.Equal.Distinct)]);

    private string Diagnosis(EqualResults equal) =>
        $"{equal.Count} tasks gave {Units.Count(equal.Distinct, "different estimate")}. Each worker began with a copy of the same " +
        "generator state, so the first task of every worker drew the same numbers, and so did the second. The mean of the " +
        $"{equal.Count} is no better than that of {Units.Digits(equal.EffectiveCount)} independent ones: its standard error is " +
        $"{Uncertainty(equal.EffectiveCount):0.0e+0} where {Uncertainty(equal.Count):0.0e+0} would be claimed. And the result depends " +
        $"on the number of workers: on one there are {alone.Equal.Distinct}.";

    // Of the mean of so many independent estimates.
    private static double Uncertainty(double independent) => 4 * Deviation / RngDemonstration.Samples / Math.Sqrt(independent);

    private static string Detection(EqualResults equal) =>
        $"Results that ought to be independent were compared bit by bit: {equal.EqualPairs} of {equal.Count * (equal.Count - 1) / 2} " +
        $"pairs are equal, where chance would give {Units.Digits(equal.ExpectedPairs(Deviation))}. Estimates are equal where the " +
        "workers had computed as many tasks before.";

    private string Cure(EqualResults equal) =>
        "Random numbers that are a function of seed and task (Philox 4x32-10, a counter in place of a state): nothing is inherited, " +
        $"{equal.Distinct} of {equal.Count} estimates differ, and they are {(IsSame ? "the same bits" : "NOT the same")} on " +
        $"{string.Join(", ", keyed.SkipLast(1).Select(static run => run.Workers))} and {Units.Count(keyed[^1].Workers, "worker")}. " +
        "Every job here draws its numbers so.";

    private FactGroup Cured() => new(
        "cured", "The same tasks with a stream for each",
        [
            Fact.List("estimates", "estimates", keyed[0].Estimates),
            Fact.Number("effectiveSamples", "independent estimates that they are worth", keyed[0].Equal.EffectiveCount),
        ],
        new FactTable("runs", [.. keyed.Select(static run => (Fact[])
        [
            Fact.Number("workers", "workers", run.Workers),
            Fact.Number("distinct", "different estimates", run.Equal.Distinct),
            new Fact("mean", "mean", run.Estimates.Average(), $"{run.Estimates.Average():0.0000000}"),
            new Fact("digest", "digest", run.Digest, run.Digest[..19]),
        ])]));
}
