using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.PairwiseSum;

/// <summary>Σᵢ Σⱼ xᵢ·xⱼ.</summary>
internal sealed class PairwiseSumDefinition : IJobDefinition
{
    public const string JobName = "pairwise-sum";
    private const string DoubleLoop = "double-loop";
    private const string Factored = "factored";

    public string Name => JobName;

    public string Summary => "sum of the products of all pairs, computed as the double loop";

    public string Source =>
        "Schreiber, Parallel Processing in Python: pairwise_sum(X) of 1000, 5000 and 100,000 normals. From plain Python to Cython the " +
        "kernel gains a factor of 261, four threads another 3.3. The sum is also (sum of X) squared, in n steps instead of n^2: " +
        "--algorithm factored does that, which is another algorithm and no speed-up of this one.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("count", "how many normal numbers to generate; mean 0, standard deviation 1", 100_000L, Minimum: 0, OfGeneratedInput: true, IsSize: true),
        new("algorithm", "every product, or the square of the sum (not comparable)", DoubleLoop, Choices: [DoubleLoop, Factored]),
    ];

    public IReadOnlyList<JobFile> Files { get; } =
    [
        new(JobFile.Input, "numbers in place of generated ones: .npy of any type and shape, or .csv"),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (files.TryGetValue(JobFile.Input, out ArrayLayout? file)) return [JobInput.OfFile(JobFile.Input, file, InputUse.Broadcast)];
        long count = parameters.Integer("count");
        if (count is < 0 or > long.MaxValue / sizeof(double))
            throw new JobParameterException("count", $"{count}: must lie between 0 and {long.MaxValue / sizeof(double)}, 8 bytes each");
        var generator = new NormalGenerator(parameters.Seed, (uint)RandomStream.FirstInput, mean: 0, deviation: 1);
        return [new JobInput("numbers", ArrayLayout.Vector(ElementType.Float64, count), InputUse.Broadcast, generator)];
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new PairwiseSumJob(inputs[0], factored: parameters.Word("algorithm") == Factored);
}
