using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.Probe;

/// <summary>A job made to order: so many chunks and stages, so much arithmetic and so many bytes in each, and nothing else.</summary>
/// <remarks>Not listed, as its result is of no use to anybody: what it costs is what is asked.</remarks>
internal sealed class ProbeDefinition : IJobDefinition
{
    public const string JobName = "probe";

    // A row of the input and of the output is a chunk's; together with any number of chunks its bytes fit into 63 bits.
    private const long MostBytes = 1L << 32;

    public string Name => JobName;

    public string Summary => "as many chunks, stages, bytes and random points as asked: what handing out and moving data cost";

    public string Source => "made for coordinator advise; see docs/advise.md";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("chunks", "that each stage has", 100L, Minimum: 1, Maximum: int.MaxValue, IsSize: true),
        new("stages", "over the same data", 1L, Minimum: 1),
        new("points", "random points that a chunk draws: its arithmetic", 0L, Minimum: 0, Maximum: ProbeJob.MostPoints),
        new("input", "bytes that each chunk sees of its own, a multiple of 8", 0L, Minimum: 0, Maximum: MostBytes),
        new("broadcast", "bytes that every chunk sees, a multiple of 8", 0L, Minimum: 0),
        new("output", "bytes that each chunk fills, a multiple of 8", 0L, Minimum: 0, Maximum: MostBytes),
        new("partial", "bytes that each chunk yields", 8L, Minimum: 8, Maximum: int.MaxValue),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        var inputs = new List<JobInput>();
        long chunks = parameters.Integer("chunks");
        if (Elements(parameters, "input") is > 0 and var own)
            inputs.Add(new JobInput("own numbers", Rows(chunks, own), InputUse.Sliced, Generator(parameters, RandomStream.FirstInput)));
        if (Elements(parameters, "broadcast") is > 0 and var all)
            inputs.Add(new JobInput("all numbers", Rows(1, all), InputUse.Broadcast, Generator(parameters, RandomStream.SecondInput)));
        return inputs;
    }


    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        (long chunks, long output) = (parameters.Integer("chunks"), Elements(parameters, "output"));
        return new ProbeJob(
            parameters.Seed, chunks, parameters.Integer("stages"), parameters.Integer("points"), (int)parameters.Integer("partial"),
            output > 0 ? Rows(chunks, output) : null);
    }

    private static ArrayLayout Rows(long chunks, long elements) => ArrayLayout.Matrix(ElementType.Float64, chunks, elements, ArrayOrder.C);

    private static UniformGenerator Generator(JobParameters parameters, RandomStream stream) => new(parameters.Seed, (uint)stream);

    private static long Elements(JobParameters parameters, string option)
    {
        long bytes = parameters.Integer(option);
        return bytes % sizeof(double) == 0
            ? bytes / sizeof(double)
            : throw new JobParameterException(option, $"{bytes}: must be a multiple of {sizeof(double)}");
    }
}
