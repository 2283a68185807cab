using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.Allocate;

/// <summary>The loop that makes an object per number: garbage collection instead of arithmetic.</summary>
internal sealed class AllocateDefinition : IJobDefinition
{
    public const string JobName = "allocate";
    private const string BetweenRounds = "between-rounds";
    private const string AnyTime = "any-time";

    public string Name => JobName;

    public string Summary => "an object per number, as a list of numbers in Python has: what allocating and collecting cost";

    public string Source =>
        "Parallel Programming with NumPy and SciPy: 10 times [math.exp(i) for i in [1]*10000000]; 48 s in a loop, 71.5 s in two " +
        "threads, 31.2 s in two processes. There the interpreter's lock makes threads slower than a loop; here threads share one " +
        "collector, which stops them all, and processes have one each. In Python nothing goes through a list's numbers before it is " +
        "dropped; nor here, unless --collect says so.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new(
            "count", $"objects that one round makes, {AllocateJob.BytesPerObject} bytes each with their places in lists", 10_000_000L,
            Minimum: 0, Maximum: AllocateJob.MostObjects, IsSize: true),
        new(
            "collect", "between rounds, when their objects are dead, or when the runtime sees fit, as always with --held", BetweenRounds,
            Choices: [BetweenRounds, AnyTime]),
        new(
            "held", "how many results live at a time: 0 for all of a round, as in the source; few for objects that die young", 0L,
            Minimum: 0, Maximum: AllocateJob.MostObjects),
        new("rounds", "how often, each a chunk", 10L, Minimum: 1, Maximum: int.MaxValue),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => [];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        (long count, long held, long rounds) = (parameters.Integer("count"), parameters.Integer("held"), parameters.Integer("rounds"));
        if (count is < 0 or > AllocateJob.MostObjects)
            throw new JobParameterException("count", $"{count}: must lie between 0 and {AllocateJob.MostObjects}");
        if (held is < 0 or > AllocateJob.MostObjects)
            throw new JobParameterException("held", $"{held}: must lie between 0 and {AllocateJob.MostObjects}, or be left out to hold all");
        if (rounds is < 1 or > int.MaxValue) throw new JobParameterException("rounds", $"{rounds}: must lie between 1 and {int.MaxValue}");
        held = held == 0 ? count : Math.Min(held, count);
        long needed = AllocateJob.BytesHeld(count, held), available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available)
            throw new JobParameterException(
                "count", $"{count}: a round would hold {needed} bytes, but the collector may use {available} (use fewer objects, or hold fewer)");
        // Lists that are dropped within a round are there for the collector to come for them.
        bool betweenRounds = held == count && parameters.Word("collect") == BetweenRounds;
        return new AllocateJob((int)count, (int)held, rounds, betweenRounds);
    }
}
