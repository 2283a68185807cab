using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.DistanceMatrix;

/// <summary>The Euclidean distance of every point to every point.</summary>
internal sealed class DistanceMatrixDefinition : IJobDefinition
{
    public const string JobName = "distance-matrix";
    private const string Cell = "cell";
    private const string Row = "row";
    private const string Chunk = "chunk";

    // The largest whose square, 8 bytes each, fits into 63 bits.
    private const long MostPoints = (1L << 30) - 1;

    public string Name => JobName;

    public string Summary => "Euclidean distance of every point to every point";

    public string Source =>
        "Embarrassingly Parallel Computations: distances of 150 to 15,000 points, one thread per cell, per row, or per block of rows. " +
        "There a thread per cell is 5.5 times slower than no threads, and the gain of blocks is that of compiled loops.";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("points", "how many to generate, of uniform coordinates", 15_000L, Minimum: 0, Maximum: MostPoints, OfGeneratedInput: true, IsSize: true),
        new("dimensions", "coordinates of each", 100L, Minimum: 1, OfGeneratedInput: true),
        new("grain", "a distance at a time, a row, or a chunk of rows; what differs is the cost", Chunk, Choices: [Cell, Row, Chunk]),
    ];

    public bool HasArrayResult => true;

    public IReadOnlyList<JobFile> Files { get; } =
    [
        new(JobFile.Input, "a point per row in place of generated ones: .npy of any type and order, or .csv"),
    ];

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        if (files.TryGetValue(JobFile.Input, out ArrayLayout? file))
        {
            // Every type and order is read, and computed in double precision; a vector is points on a line.
            if (file.Rows > MostPoints)
                throw new JobFileException(
                    JobFile.Input, $"{file.Rows} points: their distances do not fit into 63 bits", $"take at most {MostPoints}");
            return [JobInput.OfFile(JobFile.Input, file, InputUse.Broadcast)];
        }

        (long points, long dimensions) = (parameters.Integer("points"), parameters.Integer("dimensions"));
        if (points is < 0 or > MostPoints) throw new JobParameterException("points", $"{points}: must lie between 0 and {MostPoints}");
        if (dimensions < 1) throw new JobParameterException("dimensions", $"{dimensions}: must be at least 1");
        if (points > 0 && dimensions > long.MaxValue / sizeof(double) / points)
            throw new JobParameterException("dimensions", $"{dimensions} for each of {points} points, 8 bytes each: more than 63 bits");
        var layout = ArrayLayout.Matrix(ElementType.Float64, points, dimensions, ArrayOrder.C);
        var generator = new UniformGenerator(parameters.Seed, (uint)RandomStream.FirstInput);
        return [new JobInput("points", layout, InputUse.Broadcast, generator)];
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        Grain grain = parameters.Word("grain") switch { Cell => Grain.Cell, Row => Grain.Row, _ => Grain.Chunk };
        return new DistanceMatrixJob(inputs[0], grain);
    }
}
