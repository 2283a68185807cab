using Cluster.Jobs;
using Cluster.Numerics;

namespace PowerJobs;

/// <summary>Generated numbers to a power: an own job with a size, a seed, an array result, and an assembly that only <c>Map</c> needs.</summary>
public sealed class PowersOfNumbers : IJobDefinition
{
    public string Name => "powers";

    public string Summary => "numbers to a power";

    public string Source => "";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("count", "how many numbers", 100_000L, Minimum: 0, Maximum: 1e9, OfGeneratedInput: true, IsSize: true),
        new("exponent", "of the power", 3L, Minimum: 0, Maximum: 100),
        new("sign", "of the result", "plus", Choices: ["plus", "minus"]),
    ];

    public bool HasArrayResult => true;

    public IReadOnlyList<JobFile> Files { get; } = [new(JobFile.Input, "numbers in place of generated ones: a vector of f8")];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) =>
        files.TryGetValue(JobFile.Input, out ArrayLayout? file)
            ? [JobInput.OfFile(JobFile.Input, file, InputUse.Sliced)]
            : [new JobInput("numbers", ArrayLayout.Vector(ElementType.Float64, parameters.Integer("count")), InputUse.Sliced, new UniformGenerator(parameters.Seed, 1))];

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new PowersJob(inputs[0], parameters.Integer("exponent"), parameters.Word("sign") == "minus");
}
