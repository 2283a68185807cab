using Cluster.Jobs;
using Cluster.Numerics;

namespace Minefield;

/// <summary>A job whose chunks never give back what they take; its result is the most that a worker held.</summary>
public sealed class LeakingChunks : IJobDefinition
{
    public string Name => "leaks";

    public string Summary => "chunks that keep memory";

    public string Source => "";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("chunks", "how many chunks", 60L, Minimum: 1, Maximum: 1e6),
        new("bytes", "what each keeps", 10L << 20, Minimum: 0, Maximum: 1e9),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => [];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => new LeakingJob(parameters.Integer("chunks"), parameters.Integer("bytes"));
}
