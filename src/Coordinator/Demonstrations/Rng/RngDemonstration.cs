using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Coordinator.Scheduling;
using Cluster.Demonstrations.Rng;

namespace Cluster.Coordinator.Demonstrations.Rng;

/// <summary><c>rng</c>: workers that begin with copies of one generator's state draw the same numbers.</summary>
/// <remarks>
/// The set-up is that of the document's session to the last number: C's <c>rand()</c> from seed 1, four points, ten tasks in the parent, and then ten tasks in
/// workers that inherit its state. (The four points are what makes all thirteen estimates of the document come out to its last digit.) So with seed 1
/// the estimates are those that the document prints.
/// </remarks>
internal sealed class RngDemonstration : IDemonstration
{
    private const int Workers = 4;
    private const int Tasks = 10;
    private const long Samples = 10_000_000;
    private const long SamplesBefore = 4;

    public string Name => "rng";

    public string Title => "workers that draw the same random numbers";

    public string Source =>
        "Multi-Core Parallelism, pi by ProcessPoolExecutor(4) from 10 tasks of 10^7 samples with C's rand(): 3.1412484 four times, 3.1412768 four times, " +
        "3.1412796 twice";

    public int Steps => 6;

    public async Task<DemonstrationReport> RunAsync(DemonstrationRuns runs)
    {
        long begin = Stopwatch.GetTimestamp();
        runs.Begin("ten tasks in the coordinator");
        var generator = new AdditiveGenerator((uint)runs.Seed);
        generator.Skip(2 * SamplesBefore);
        long[] parent = Draw(generator, runs.Cancelled);

        runs.Begin($"ten tasks on {Workers} workers that inherit its generator");
        var copy = new CopiedState(generator.Copy());
        TaskEstimates inherited = await RunAsync(runs, TaskEstimatesDefinition.Inherited, Workers, copy).ConfigureAwait(false);

        runs.Begin("the same on 1 worker");
        TaskEstimates alone = await RunAsync(runs, TaskEstimatesDefinition.Inherited, workers: 1, copy).ConfigureAwait(false);

        var cured = new List<TaskEstimates>();
        foreach (int workers in (int[])[Workers, 2, 1])
        {
            runs.Begin($"ten tasks with streams of their own on {Units.Count(workers, "worker")}");
            cured.Add(await RunAsync(runs, TaskEstimatesDefinition.Keyed, workers, inherited: null).ConfigureAwait(false));
        }

        bool isCured = cured.All(run => run.Digest == cured[0].Digest) && !cured[0].Equal.IsBeyondChance(Deviation);
        return new DemonstrationReport
        {
            Name = Name,
            Title = Title,
            Source = Source,
            Mistake = [Mistake(parent, inherited, runs.Seed), Alone(alone)],
            Diagnosis = Diagnose(inherited.Equal, alone.Equal),
            Detection = Detect(inherited.Equal),
            Cure = Cure(cured),
            Cured = [Cured(cured)],
            IsShown = inherited.Equal.IsBeyondChance(Deviation) && isCured,
            Time = Stopwatch.GetElapsedTime(begin),
        };
    }

    // Of the number of points inside: each is inside with probability π/4.
    private static double Deviation { get; } = Math.Sqrt(Samples * (Math.PI / 4) * (1 - (Math.PI / 4)));

    // Of an estimate.
    private static double Uncertainty(double independent) => 4 * Deviation / Samples / Math.Sqrt(independent);

    private static double[] Estimates(IEnumerable<long> inside) => [.. inside.Select(static count => 4.0 * count / Samples)];

    private static long[] Draw(AdditiveGenerator generator, CancellationToken cancelled)
    {
        long[] inside = new long[Tasks];
        for (int task = 0; task < Tasks; task++)
        {
            cancelled.ThrowIfCancellationRequested();
            inside[task] = generator.CountInside(Samples);
        }

        return inside;
    }

    // Static: as many tasks for each worker as for the others, whoever is first.
    private static async Task<TaskEstimates> RunAsync(DemonstrationRuns runs, string streams, int workers, CopiedState? inherited)
    {
        RunOutcome outcome = await runs.RunAsync(new TaskEstimatesDefinition(inherited), new RunRequest
        {
            Job = TaskEstimatesDefinition.JobName,
            Options = new Dictionary<string, object> { ["tasks"] = (long)Tasks, ["samples-per-task"] = Samples, ["streams"] = streams },
            Workers = workers,
            Schedule = Schedule.Static,
        }, ExecutionMode.Shared).ConfigureAwait(false);
        return new TaskEstimates(
            workers, outcome.Result.Value<long[]>("inside"), outcome.Result.Value<long[]>("processes"), outcome.Result.Value<long[]>("turns"), outcome.Digest);
    }

    private static FactGroup Mistake(long[] parent, TaskEstimates run, ulong seed) => new(
        "mistake", $"{Tasks} tasks on {Workers} worker processes, each with a copy of the coordinator's generator",
        [
            new Fact("seed", "seed", (long)(uint)seed, $"{(uint)seed}"),
            Fact.Number("samplesPerTask", "samples per task", Samples),
            Fact.List("parentEstimates", "drawn by the coordinator before", Estimates(parent)),
            Fact.Number("distinct", "different estimates of the workers", run.Equal.Distinct),
            Fact.List("groups", "how often each occurs", [.. run.Equal.Groups.Select(static group => (long)group.Count)]),
            Fact.Number("equalPairs", "equal pairs", run.Equal.EqualPairs),
            Fact.Number("equalPairsByChance", "equal pairs that chance would give", run.Equal.ExpectedPairs(Deviation)),
            Fact.Number("effectiveSamples", "independent estimates that they are worth", run.Equal.EffectiveCount),
        ],
        new FactTable("tasks", [.. Enumerable.Range(0, Tasks).Select(task => (Fact[])
        [
            Fact.Number("task", "task", task),
            Fact.Number("process", "worker's pid", run.Processes[task]),
            Fact.Number("turn", "tasks before", run.Turns[task]),
            Fact.Number("inside", "inside", run.Inside[task]),
            Estimate(run.Inside[task]),
            Fact.List("equalTo", "equal to tasks", [.. run.Equal.EqualTo(task).Select(static other => (long)other)]),
        ])]));

    private static FactGroup Alone(TaskEstimates run) => new(
        "alone", "The same tasks on 1 worker",
        [Fact.List("estimates", "estimates", Estimates(run.Inside)), Fact.Number("distinct", "different estimates", run.Equal.Distinct)]);

    private static Fact Estimate(long inside)
    {
        double estimate = 4.0 * inside / Samples;
        return new Fact("estimate", "estimate", estimate, Units.Number(estimate));
    }

    private static string Diagnose(EqualResults equal, EqualResults alone) =>
        $"{equal.Count} tasks gave {Units.Count(equal.Distinct, "different estimate")}. Each worker process began with a copy of the same generator state, so the first " +
        $"task of every worker drew the same numbers, and so did the second. The mean of the {equal.Count} is no better than that of " +
        $"{Units.Digits(equal.EffectiveCount)} independent ones: its standard error is {Uncertainty(equal.EffectiveCount):0.0e+0} where " +
        $"{Uncertainty(equal.Count):0.0e+0} would be claimed. And the result depends on the number of workers: on one there are {alone.Distinct}.";

    private static string Detect(EqualResults equal) =>
        $"Results that ought to be independent were compared bit by bit: {equal.EqualPairs} of {equal.Count * (equal.Count - 1) / 2} pairs are equal, where chance would give " +
        $"{Units.Digits(equal.ExpectedPairs(Deviation))}. Estimates are equal where the workers had computed as many tasks before.";

    private static string Cure(List<TaskEstimates> runs) =>
        $"Random numbers that are a function of seed and task (Philox 4x32-10, a counter in place of a state): nothing is inherited, {runs[0].Equal.Distinct} of " +
        $"{runs[0].Equal.Count} estimates differ, and they are {(runs.All(run => run.Digest == runs[0].Digest) ? "the same bits" : "NOT the same")} on " +
        $"{string.Join(", ", runs.SkipLast(1).Select(static run => run.Workers))} and {Units.Count(runs[^1].Workers, "worker")}. Every job here draws its numbers so.";

    private static FactGroup Cured(List<TaskEstimates> runs) => new(
        "cured", "The same tasks with a stream for each",
        [Fact.List("estimates", "estimates", Estimates(runs[0].Inside)), Fact.Number("effectiveSamples", "independent estimates that they are worth", runs[0].Equal.EffectiveCount)],
        new FactTable("runs", [.. runs.Select(static run => (Fact[])
        [
            Fact.Number("workers", "workers", run.Workers),
            Fact.Number("distinct", "different estimates", run.Equal.Distinct),
            new Fact("mean", "mean", Estimates(run.Inside).Average(), $"{Estimates(run.Inside).Average():0.0000000}"),
            new Fact("digest", "digest", run.Digest, run.Digest[..19]),
        ])]));

    /// <summary>What the tasks of one run gave.</summary>
    private sealed record TaskEstimates(int Workers, long[] Inside, long[] Processes, long[] Turns, string Digest)
    {
        internal EqualResults Equal { get; } = EqualResults.Among(Inside);
    }
}
