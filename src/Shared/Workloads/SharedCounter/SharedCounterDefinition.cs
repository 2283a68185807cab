using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.SharedCounter;

/// <summary>All workers add to one counter: lost updates and their cures.</summary>
internal sealed class SharedCounterDefinition : IJobDefinition
{
    public const string JobName = "shared-counter";
    private const string Unsynchronized = "unsynchronized";
    private const string StaleRead = "stale-read";
    private const string Locked = "locked";
    private const string Atomic = "atomic";
    private const string PerWorker = "per-worker";

    public string Name => JobName;

    public string Summary => "a counter that all workers add 1 to: how many additions are lost, and what each cure costs";

    public string Source =>
        "Parallel Processing in Python: four threads count to 10^7 without a lock and reach 2,505,506; to 10^6 with a lock around the write " +
        "alone and reach 275,824. Multi-Core Parallelism: four processes count to 1000 in a shared Value and reach 562, 675 and 418; with a " +
        "slot for each they reach 1000. In mode pipe, as in the document's map and reduce, each chunk counts for itself and nothing is lost.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("increments", "how often 1 is added, by all workers together", 1_000_000L, Minimum: 0, IsSize: true),
        new(
            "discipline",
            "how 1 is added, of which the first two lose updates: read and write with nothing in between; read, then write under a lock; " +
            "both under the lock; in one instruction; each worker in a counter of its own",
            Atomic, Choices: [Unsynchronized, StaleRead, Locked, Atomic, PerWorker]),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => [];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        long increments = parameters.Integer("increments");
        if (increments < 0) throw new JobParameterException("increments", $"{increments}: must be at least 0");
        Discipline discipline = parameters.Word("discipline") switch
        {
            Unsynchronized => Discipline.Unsynchronized,
            StaleRead => Discipline.StaleRead,
            Locked => Discipline.Locked,
            PerWorker => Discipline.PerWorker,
            _ => Discipline.Atomic,
        };
        return new SharedCounterJob(increments, discipline);
    }
}
