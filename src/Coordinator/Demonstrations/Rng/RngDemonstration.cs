using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Demonstrations;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Coordinator.Scheduling;
using Cluster.Demonstrations.Rng;

namespace Cluster.Coordinator.Demonstrations.Rng;

/// <summary><c>rng</c>: workers that begin with copies of one generator's state draw the same numbers.</summary>
/// <remarks>
/// The set-up is that of the document's session to the last number: C's <c>rand()</c> from seed 1, four points, ten tasks in the parent,
/// and then ten tasks in workers that inherit its state. (With the four points all thirteen estimates of the document come out, to its
/// last digit.) So with seed 1 the estimates are those that the document prints.
/// </remarks>
internal sealed class RngDemonstration : IDemonstration
{
    internal const int Workers = 4;
    internal const int Tasks = 10;
    internal const long Samples = 10_000_000;
    private const long SamplesBefore = 4;

    public string Name => "rng";

    public string Title => "workers that draw the same random numbers";

    public string Source =>
        "Multi-Core Parallelism, pi by ProcessPoolExecutor(4) from 10 tasks of 10^7 samples with C's rand(): 3.1412484 four times, " +
        "3.1412768 four times, 3.1412796 twice";

    public int Steps => 6;

    public async Task<Lesson> RunAsync(DemonstrationRuns runs)
    {
        runs.Begin("ten tasks in the coordinator");
        var generator = new AdditiveGenerator((uint)runs.Seed);
        generator.Skip(2 * SamplesBefore);
        long[] before = Draw(generator, runs.Cancelled);

        var copy = new CopiedState(generator.Copy());
        TaskEstimates inherited = await RunAsync(runs, TaskEstimatesDefinition.Inherited, Workers, copy).ConfigureAwait(false);
        TaskEstimates alone = await RunAsync(runs, TaskEstimatesDefinition.Inherited, workers: 1, copy).ConfigureAwait(false);

        var keyed = new List<TaskEstimates>();
        foreach (int workers in (int[])[Workers, 2, 1])
            keyed.Add(await RunAsync(runs, TaskEstimatesDefinition.Keyed, workers, inherited: null).ConfigureAwait(false));
        return new RngLesson((uint)runs.Seed, before, inherited, alone, keyed).Tell();
    }

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
        runs.Begin($"ten tasks with {streams} streams on {Units.Count(workers, "worker")}");
        var definition = new TaskEstimatesDefinition(inherited);
        return TaskEstimates.Of(await runs.RunAsync(definition, new RunRequest
        {
            Job = definition.Name,
            Options = new Dictionary<string, object> { ["tasks"] = (long)Tasks, ["samples-per-task"] = Samples, ["streams"] = streams },
            Workers = workers,
            Schedule = Schedule.Static,
        }, ExecutionMode.Shared).ConfigureAwait(false));
    }
}
