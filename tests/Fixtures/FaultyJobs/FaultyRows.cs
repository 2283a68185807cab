using Cluster.Jobs;
using Cluster.Numerics;

namespace FaultyJobs;

/// <summary>Rows of an input become rows of an output; on the way there are places where a worker can be made to fail, and a chunk that takes its worker with it.</summary>
public sealed class FaultyRows : IJobDefinition
{
    public string Name => "faulty-rows";

    public string Summary => "halves of numbers, by workers that may fail";

    public string Source => "";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("count", "how many numbers", 50_000L, Minimum: 0, Maximum: 1e9, OfGeneratedInput: true, IsSize: true),
        new("poison", "chunk that fails wherever it is computed; -1 for none", -1L, Minimum: -1, Maximum: 1e9),
        new("way", "how it fails", nameof(PoisonWay.Exit0), Choices: [.. Enum.GetNames<PoisonWay>()]),
    ];

    public bool HasArrayResult => true;

    public IReadOnlyList<JobFile> Files => [];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) =>
        [new JobInput("numbers", ArrayLayout.Vector(ElementType.Float64, parameters.Integer("count")), InputUse.Sliced, new UniformGenerator(parameters.Seed, 1))];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new FaultyRowsJob(inputs[0], parameters.Integer("poison"), Enum.Parse<PoisonWay>(parameters.Word("way")));
}
