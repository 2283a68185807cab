using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.Summarize;

/// <summary>Count and sum of numbers.</summary>
internal sealed class SummarizeDefinition : IJobDefinition
{
    public const string JobName = "summarize";
    private const string Contiguous = "contiguous";
    private const string Strided = "strided";

    public string Name => JobName;

    public string Summary => "count, sum and mean of normal numbers, or of a file";

    public string Source =>
        "Schreiber, Parallel Processing in Python: summarize(X) of 10^7 normals. There a pool of processes is 22 times slower than a " +
        "plain call, because copying a number costs more than adding it. Strided chunks (every n-th number) read each cache line n times.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("count", "how many normal numbers to generate", 10_000_000L, Minimum: 0, OfGeneratedInput: true, IsSize: true),
        new("mean", "their mean; the standard deviation is 1", 8.342, OfGeneratedInput: true),
        new("split", "adjacent numbers per chunk, or every n-th", Contiguous, Choices: [Contiguous, Strided]),
    ];

    public IReadOnlyList<JobFile> Files { get; } =
    [
        new(JobFile.Input, "numbers in place of generated ones: .npy of any type and shape, or .csv"),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (files.TryGetValue(JobFile.Input, out ArrayLayout? file)) return [JobInput.OfFile(JobFile.Input, file, InputUse.Sliced)];
        long count = parameters.Integer("count");
        if (count is < 0 or > long.MaxValue / sizeof(double))
            throw new JobParameterException("count", $"{count}: must lie between 0 and {long.MaxValue / sizeof(double)}, 8 bytes each");
        var generator = new NormalGenerator(parameters.Seed, (uint)RandomStream.FirstInput, parameters.Number("mean"), deviation: 1);
        return [new JobInput("numbers", ArrayLayout.Vector(ElementType.Float64, count), InputUse.Sliced, generator)];
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new SummarizeJob(inputs[0], strided: parameters.Word("split") == Strided);
}
