using Cluster.Jobs;
using Cluster.Numerics;

namespace Minefield;

/// <summary>A job some of whose chunks end the process that computes them, whoever it is.</summary>
public sealed class MinedChunks : IJobDefinition
{
    public string Name => "minefield";

    public string Summary => "chunks that kill their workers";

    public string Source => "";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("chunks", "how many chunks", 1_000L, Minimum: 1, Maximum: 1e6),
        new("first", "the chunk that kills", 17L, Minimum: 0, Maximum: 1e6),
        new("second", "another one", 17L, Minimum: 0, Maximum: 1e6),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => [];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new MinedJob(parameters.Integer("chunks"), parameters.Integer("first"), parameters.Integer("second"));
}
