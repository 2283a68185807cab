using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.MonteCarloPi;

/// <summary>π from the share of random points that fall inside the quarter circle.</summary>
internal sealed class MonteCarloPiDefinition : IJobDefinition
{
    public const string JobName = "monte-carlo-pi";

    public string Name => JobName;

    public string Summary => "pi from random points, in few large or many small tasks";

    public string Source =>
        "Multi-Core Parallelism: 10 tasks of 10^7 samples, and 10,000 tasks of 10^4. There forked workers inherit one generator, " +
        "and ten estimates hold three different numbers; here a sample depends on the seed and its own number only.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("samples", "random points in all", 100_000_000L, Minimum: 1, IsSize: true),
        new("tasks", "chunks they are cut into, unless a chunk size is given", 10L, Minimum: 1, Maximum: int.MaxValue),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => [];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        (long samples, long tasks) = (parameters.Integer("samples"), parameters.Integer("tasks"));
        if (samples < 1) throw new JobParameterException("samples", $"{samples}: must be at least 1");
        if (tasks is < 1 or > int.MaxValue) throw new JobParameterException("tasks", $"{tasks}: must lie between 1 and {int.MaxValue}");
        return new MonteCarloPiJob(parameters.Seed, samples, tasks);
    }
}
