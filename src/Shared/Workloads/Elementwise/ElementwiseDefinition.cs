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

    public bool HasArrayResult => true;

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters)
    {
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

    public string? RefuseInput(ArrayLayout layout) => layout.Type == ElementType.Float64
        ? null
        : $"holds {layout.Type.NumPyName()}, but the functions are of double precision (convert it to f8)";

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        long rounds = parameters.Integer("rounds");
        if (rounds < 1) throw new JobParameterException("rounds", $"{rounds}: must be at least 1");
        ElementFunction function = FunctionOf(parameters);
        int expected = function == ElementFunction.Add ? 2 : 1;
        if (inputs.Count != expected) throw new JobParameterException("function", $"takes {expected} arrays, not {inputs.Count}");
        if (inputs[^1] != inputs[0])
            throw new JobParameterException(
                "function", $"adds arrays of the same type, shape and order, not {inputs[0]} and {inputs[^1]} (store both alike)");
        return new ElementwiseJob(inputs[0], function, rounds);
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
