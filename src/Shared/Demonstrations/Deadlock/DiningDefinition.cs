using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Demonstrations.Deadlock;

/// <summary>Dijkstra's dining philosophers, each a chunk.</summary>
internal sealed class DiningDefinition() : DemonstrationDefinition(JobName)
{
    public const string JobName = "demo-dining";
    public const string LeftFirst = "left-first";
    public const string LowestFirst = "lowest-first";

    public override IReadOnlyList<JobOption> Options { get; } =
    [
        new("seats", "philosophers, and forks", 5L, Minimum: 2, Maximum: 64),
        new("meals", "of each", 20L, Minimum: 1, Maximum: 1_000_000),
        new("manner", "which fork is taken first", LowestFirst, Choices: [LeftFirst, LowestFirst]),
    ];

    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        Manner manner = parameters.Word("manner") == LeftFirst ? Manner.LeftFirst : Manner.LowestFirst;
        return new DiningJob((int)parameters.Integer("seats"), parameters.Integer("meals"), manner);
    }
}
