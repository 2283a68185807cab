using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Workloads.GaussianMixture;

/// <summary>A mixture of Gaussians with full covariances, fitted by expectation maximisation.</summary>
internal sealed class GaussianMixtureDefinition : IJobDefinition
{
    public const string JobName = "gaussian-mixture";
    private const string InitialMeans = "initial-means";
    private const string Data = "data";
    private const string Model = "model";
    private const string True = "true";
    private const string False = "false";
    private const long MostDimensions = 128;
    private const long MostComponents = 1024;

    public string Name => JobName;

    public string Summary => "means, covariances and weights of a Gaussian mixture, by EM";

    public string Source =>
        "Schreiber, Parallel Processing in Python: EM on 4 x 100,000 points, 50 iterations, blobs 4 apart (26 s; with processes 40 s), " +
        "and on 4 x 1,000,000, 25 iterations, blobs 5 apart (3808 s; Cython, four threads 31 s). There plain exp underflows far from a " +
        "mean; here exponentials are taken relative to the largest. There weights are equal (--equal-weights).";

    public IReadOnlyList<JobOption> Options { get; } =
    [
        new("points", "in all, generated evenly from as many blobs as components", 400_000L, Minimum: 0, OfGeneratedInput: true, IsSize: true),
        new("dimensions", "coordinates of a generated point", 2L, Minimum: 1, Maximum: MostDimensions, OfGeneratedInput: true),
        new("separation", "blob k is shifted by k times this in every coordinate", 4.0, OfGeneratedInput: true),
        new("components", "of the mixture", 4L, Minimum: 1, Maximum: MostComponents),
        new("iterations", "of expectation and maximisation", 50L, Minimum: 0, Maximum: int.MaxValue),
        new("parallelism", "chunks are points, or components that see all points", Data, Choices: [Data, Model]),
        new("equal-weights", "keep all weights the same, as the source document does", False, Choices: [False, True], Bare: True),
        new("regularization", "added to every variance after each iteration", 0.0, Minimum: 0),
    ];

    public IReadOnlyList<JobFile> Files { get; } =
    [
        new(JobFile.Input, "a point per row in place of generated ones: .npy of f8 in C order, or .csv"),
        new(
            InitialMeans, "a mean per component to start from, in place of points that the seed picks: .npy of any type and order, or .csv",
            ReplacesGenerated: false),
    ];

    public bool HasArrayResult => true;

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files)
    {
        JobInput points = files.TryGetValue(JobFile.Input, out ArrayLayout? file)
            ? JobInput.OfFile(JobFile.Input, Checked(file), UseOfPoints(parameters))
            : GeneratedPoints(parameters);
        return files.TryGetValue(InitialMeans, out ArrayLayout? means)
            ? [points, JobInput.OfFile(InitialMeans, means, InputUse.Broadcast)]
            : [points];
    }

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs)
    {
        long iterations = parameters.Integer("iterations");
        if (iterations is < 0 or > int.MaxValue)
            throw new JobParameterException("iterations", $"{iterations}: must lie between 0 and {int.MaxValue}");
        double regularization = parameters.Number("regularization");
        if (!(regularization >= 0)) throw new JobParameterException("regularization", $"{regularization}: must be at least 0");
        bool equalWeights = parameters.Word("equal-weights") == True;
        var settings = new MixtureSettings(iterations, IsModelParallel(parameters), equalWeights, regularization);
        MixtureShape shape = ShapeOf(parameters, Checked(inputs[0]));
        if (inputs.Count == 1)
            return new GaussianMixtureJob(shape, settings, InitialRows.Pick(parameters.Seed, shape.Points, shape.Components));
        CheckMeans(inputs[1], shape);
        return new GaussianMixtureJob(shape, settings, initialRows: null);
    }

    private static InputUse UseOfPoints(JobParameters parameters) => IsModelParallel(parameters) ? InputUse.Broadcast : InputUse.Sliced;

    private static JobInput GeneratedPoints(JobParameters parameters)
    {
        (long points, long dimensions) = (parameters.Integer("points"), parameters.Integer("dimensions"));
        if (dimensions is < 1 or > MostDimensions)
            throw new JobParameterException("dimensions", $"{dimensions}: must lie between 1 and {MostDimensions}");
        if (points < 0 || points > long.MaxValue / sizeof(double) / dimensions)
            throw new JobParameterException("points", $"{points}: {dimensions} coordinates each, 8 bytes, must fit into 63 bits");
        var layout = ArrayLayout.Matrix(ElementType.Float64, points, dimensions, ArrayOrder.C);
        MixtureShape shape = ShapeOf(parameters, layout);
        var generator = new MixtureGenerator(parameters.Seed, (uint)RandomStream.FirstInput, shape, parameters.Number("separation"));
        return new JobInput("points", layout, UseOfPoints(parameters), generator);
    }

    // A vector is points of one coordinate.
    private static ArrayLayout Checked(ArrayLayout points) => points switch
    {
        { Type: not ElementType.Float64 } =>
            throw new JobFileException(JobFile.Input, $"holds {points.Type.NumPyName()}, but points are f8", "save x.astype('f8')"),
        { Order: ArrayOrder.Fortran } => throw new JobFileException(
            JobFile.Input, "is in Fortran order, but the coordinates of a point must lie together", "save numpy.ascontiguousarray(x)"),
        { Columns: < 1 or > MostDimensions } => throw new JobFileException(
            JobFile.Input, $"has {points.Columns} columns, but points have 1 to {MostDimensions} coordinates", "leave columns out"),
        _ => points,
    };

    private static void CheckMeans(ArrayLayout means, MixtureShape shape)
    {
        if (means.Columns != shape.Dimensions)
            throw new JobFileException(
                InitialMeans, $"has {means.Columns} columns, but points have {shape.Dimensions} coordinates",
                "a mean is a row, a coordinate a column");
        if (means.Rows != shape.Components)
            throw new JobFileException(
                InitialMeans, $"has {means.Rows} rows, but the mixture has {shape.Components} components",
                "give a mean per component, or set --components");
    }

    private static bool IsModelParallel(JobParameters parameters) => parameters.Word("parallelism") == Model;

    private static MixtureShape ShapeOf(JobParameters parameters, ArrayLayout layout)
    {
        long components = parameters.Integer("components");
        if (components is < 1 or > MostComponents)
            throw new JobParameterException("components", $"{components}: must lie between 1 and {MostComponents}");
        if (components > layout.Rows)
            throw new JobParameterException(
                "components", $"{components}: more than the {layout.Rows} points, and each mean starts from another one");
        return new MixtureShape(layout.Rows, (int)layout.Columns, (int)components);
    }
}
