using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.Elementwise;

/// <summary>A function of each element of an array, into an array of the same shape.</summary>
internal sealed class ElementwiseDefinition : IJobDefinition
{
    public const string JobName = "elementwise";
    private const string Exp = "exp";
    private const string Sin = "sin";
    private const string Add = "add";
    private const string NormalIsf = "normal-isf";

    public string Name => JobName;

    public string Summary => "exp, sin, sum or normal quantile of each element of an array";

    public string Source =>
        "Parallel Programming with NumPy and SciPy: 100 times numpy.exp of 10^7 numbers, 43.5 s in a loop, 31 s in two threads, 27 s in two " +
        "processes; and A = B + C, sin(B), norm.isf(B), the first bound by memory, the last by arithmetic.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("function", "what is applied to each element; add takes two arrays", Exp, Choices: [Exp, Sin, Add, NormalIsf]),
        new(
            "count", "how many numbers to generate: standard normal, for normal-isf uniform between 0 and 1", 10_000_000L, Minimum: 0,
            OfGeneratedInput: true, IsSize: true),
        new("rounds", "how often it is applied to the same input, block by block of 1,024 elements", 1L, Minimum: 1),
    ];

    public IReadOnlyList<JobFile> Files { get; } =
    [
        new(JobFile.Input, "array in place of a generated one: .npy of f8 and any order, or .csv"),
        new(JobFile.Input2, "second array, for add only: of the shape and order of the first"),
    ];

    public bool HasArrayResult => true;

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (files.Count > 0) return DescribeFiles(FunctionOf(parameters), files);
        long count = parameters.Integer("count");
        if (count is < 0 or > long.MaxValue / sizeof(double))
            throw new JobParameterException("count", $"{count}: must lie between 0 and {long.MaxValue / sizeof(double)}, 8 bytes each");
        var layout = ArrayLayout.Vector(ElementType.Float64, count);
        IElementGenerator first = FunctionOf(parameters) == ElementFunction.NormalIsf
            ? new OpenUniformGenerator(parameters.Seed, (uint)RandomStream.FirstInput)
            : new NormalGenerator(parameters.Seed, (uint)RandomStream.FirstInput, mean: 0, deviation: 1);
        var numbers = new JobInput("numbers", layout, InputUse.Sliced, first);
        if (FunctionOf(parameters) != ElementFunction.Add) return [numbers];
        var second = new NormalGenerator(parameters.Seed, (uint)RandomStream.SecondInput, mean: 0, deviation: 1);
        return [numbers, new JobInput("second numbers", layout, InputUse.Sliced, second)];
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        long rounds = parameters.Integer("rounds");
        if (rounds < 1) throw new JobParameterException("rounds", $"{rounds}: must be at least 1");
        ElementFunction function = FunctionOf(parameters);
        if (inputs[^1] != inputs[0])
            throw new JobFileException(
                JobFile.Input2, $"is {inputs[^1]}, but --input is {inputs[0]}",
                "add takes two arrays of one shape and order: store both alike");
        return new ElementwiseJob(inputs[0], function, rounds);
    }

    private static IReadOnlyList<JobInput> DescribeFiles(ElementFunction function, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        string[] options = function == ElementFunction.Add ? [JobFile.Input, JobFile.Input2] : [JobFile.Input];
        if (files.ContainsKey(JobFile.Input2) && options.Length == 1)
            throw new JobFileException(
                JobFile.Input2, "is a second array, but the function takes one", $"leave it out, or choose --function {Add}");
        return [.. options.Select(option => JobInput.OfFile(option, LayoutOf(option, files), InputUse.Sliced))];
    }

    private static ArrayLayout LayoutOf(string option, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (!files.TryGetValue(option, out ArrayLayout? layout))
            throw new JobFileException(option, "is missing: add takes two arrays", "give both files, or none to add generated arrays");
        if (layout.Type != ElementType.Float64)
            throw new JobFileException(
                option, $"holds {layout.Type.NumPyName()}, but the functions are of double precision", "save x.astype('f8')");
        return layout;
    }

    private static ElementFunction FunctionOf(JobParameters parameters) => parameters.Word("function") switch
    {
        Exp => ElementFunction.Exp,
        Sin => ElementFunction.Sin,
        Add => ElementFunction.Add,
        NormalIsf => ElementFunction.NormalIsf,
        string other => throw new JobParameterException("function", $"{other}: expects {Exp}, {Sin}, {Add}, {NormalIsf}"),
    };
}
