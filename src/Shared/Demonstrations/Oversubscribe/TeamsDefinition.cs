using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;

namespace Cluster.Demonstrations.Oversubscribe;

/// <summary>Distance matrices, one per chunk, each divided among threads that the process starts for it.</summary>
internal sealed class TeamsDefinition() : DemonstrationDefinition(JobName)
{
    public const string JobName = "demo-teams";
    public const string Team = "team";
    public const string Row = "row";
    public const string Cell = "cell";

    // Beyond that a machine may refuse, and the lesson is learnt long before.
    private const long MostThreads = 64;
    private const long MostPoints = 10_000;

    public override IReadOnlyList<JobOption> Options { get; } =
    [
        new("points", "rows and columns of each matrix", 300L, Minimum: 1, Maximum: MostPoints),
        new("dimensions", "coordinates of each point", 100L, Minimum: 1, Maximum: 1_000),
        new("matrices", "each of them a chunk", 8L, Minimum: 1, Maximum: int.MaxValue),
        new("division", "who gets a thread", Team, Choices: [Team, Row, Cell]),
        new("threads", "of a team; or how many of the others live at a time", 1L, Minimum: 1, Maximum: MostThreads),
    ];

    public override IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        var layout = ArrayLayout.Matrix(ElementType.Float64, parameters.Integer("points"), parameters.Integer("dimensions"), ArrayOrder.C);
        return [new JobInput("points", layout, InputUse.Broadcast, new UniformGenerator(parameters.Seed, (uint)RandomStream.FirstInput))];
    }

    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        Division division = parameters.Word("division") switch { Team => Division.Team, Row => Division.Row, _ => Division.Cell };
        return new TeamsJob(inputs[0], parameters.Integer("matrices"), division, (int)parameters.Integer("threads"));
    }
}
