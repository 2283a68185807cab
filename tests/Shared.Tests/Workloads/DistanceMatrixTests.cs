using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.DistanceMatrix;

namespace Cluster.Tests.Workloads;

public sealed class DistanceMatrixTests
{
    private static readonly Dictionary<string, ArrayLayout> NoFiles = [];

    // Below, at and beyond the sizes of tiles (8 × 24), groups (192 columns), depths (256) and blocks (512 rows).
    public static TheoryData<int, int> Shapes => new()
    {
        { 0, 1 }, { 1, 1 }, { 2, 3 }, { 7, 4 }, { 8, 100 }, { 24, 2 }, { 33, 257 }, { 100, 100 }, { 193, 5 }, { 200, 513 }, { 530, 6 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DistanceMatrix_AnyShapeGrainAndChunkSize_GivesTheBitsOfThePlainLoop(int points, int dimensions)
    {
        var x = new double[points * dimensions];
        new UniformGenerator(6, (uint)RandomStream.FirstInput).Fill(0, x);
        double[] expected = Distances(x, points, dimensions);
        string? bits = null;
        foreach (string grain in new[] { "cell", "row", "chunk" })
            foreach (long? chunkSize in new long?[] { null, 1, 7, 8, 100, 1L << 40 })
            {
                if (grain == "row" && chunkSize is not null) continue;
                InProcessRun run = new InProcessRun(new DistanceMatrixDefinition())
                    .With(("points", (long)points), ("dimensions", (long)dimensions), ("grain", grain))
                    .WithSeed(6).WithChunkSize(chunkSize).WithCopiedChunks(chunkSize == 7);
                JobResult result = run.Result();
                Assert.True(expected.AsSpan().SequenceEqual(run.Output), $"grain {grain}, chunks of {chunkSize}");
                Assert.Equal([points, points], result.Field<long[]>("shape"));
                Assert.Equal(Reference.CompensatedSum(expected), result.Field<double>("sum"), 1e-12 * expected.Sum());
                Assert.Equal(bits ??= result.Bits(), result.Bits());
            }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DistanceMatrix_AnyFile_IsComputedInDoublePrecision(int points, int dimensions)
    {
        AssertFile(ElementType.Float64, points, dimensions, i => Math.Sin(i), value => value);
        AssertFile(ElementType.Float32, points, dimensions, i => MathF.Sin(i), value => value);
        AssertFile(ElementType.Int64, points, dimensions, i => (1L << 62) - (i * 1000L * (i % 7)), value => value);
        AssertFile(ElementType.Int32, points, dimensions, i => i % 3 == 0 ? int.MinValue : i, value => value);
        AssertFile(ElementType.Int16, points, dimensions, i => (short)(i * 7919), value => value);
        AssertFile(ElementType.UInt8, points, dimensions, i => (byte)(i * 31), value => value);
        AssertFile(ElementType.Boolean, points, dimensions, i => (byte)(i % 3), value => value == 0 ? 0 : 1);
    }

    [Fact]
    public void DistanceMatrix_Iris_GivesTheDocumentsValue()
    {
        double[] iris = [.. File.ReadLines(Path.Combine(RepositoryRoot(), "samples", "data", "iris.csv")).Skip(1)
            .SelectMany(line => line.Split(',')[..4]).Select(field => double.Parse(field, null))];
        InProcessRun run = new InProcessRun(new DistanceMatrixDefinition())
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, 150, 4, ArrayOrder.C), iris);
        run.Result();
        Assert.Equal(0.7874007874011812, run.Output[(10 * 150) + 15], 1e-15 * 0.79);
    }

    [Fact]
    public void DistanceMatrix_NearPointsFarFromTheOrigin_KeepTheirDigits()
    {
        // By way of Σa² + Σb² − 2·Σab these would be 0, or the root of a rounding error.
        double[] x = [.. Enumerable.Range(0, 30).Select(i => (1 << 30) + (i / 1024.0))];
        InProcessRun run = new InProcessRun(new DistanceMatrixDefinition()).WithFile(ArrayLayout.Vector(ElementType.Float64, 30), x);
        run.Result();
        Assert.Equal(Enumerable.Range(0, 900).Select(i => Math.Abs((i / 30) - (i % 30)) / 1024.0), run.Output);
    }

    [Fact]
    public void DistanceMatrix_AnyPoints_IsSymmetricToTheBitWithZerosOnTheDiagonal()
    {
        const int Points = 77;
        var random = new Random(2);
        double[] x = [.. Enumerable.Range(0, Points * 19).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-15, 16)))];
        InProcessRun run = new InProcessRun(new DistanceMatrixDefinition())
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, Points, 19, ArrayOrder.C), x).WithChunkSize(20);
        run.Result();
        for (int i = 0; i < Points; i++)
        {
            Assert.Equal(0L, BitConverter.DoubleToInt64Bits(run.Output[(i * Points) + i]));
            for (int j = 0; j < i; j++) Assert.Equal(run.Output[(i * Points) + j], run.Output[(j * Points) + i]);
        }
    }

    [Fact]
    public void DistanceMatrix_NaNAndInfinity_StayWithTheirPoints()
    {
        const int Points = 40;
        double[] x = [.. Enumerable.Range(0, Points * 3).Select(i => (double)i)];
        x[5 * 3] = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000001234));
        x[39 * 3] = double.PositiveInfinity;
        foreach (string grain in new[] { "cell", "chunk" })
        {
            InProcessRun run = new InProcessRun(new DistanceMatrixDefinition()).With(("grain", grain))
                .WithFile(ArrayLayout.Matrix(ElementType.Float64, Points, 3, ArrayOrder.C), x);
            JobResult result = run.Result();
            for (int i = 0; i < Points; i++)
                for (int j = 0; j < Points; j++)
                {
                    double expected = i == 5 || j == 5 || (i == 39 && j == 39) ? double.NaN
                        : i == 39 || j == 39 ? double.PositiveInfinity
                        : Math.Sqrt(27) * Math.Abs(i - j);
                    double distance = run.Output[(i * Points) + j];
                    if (double.IsFinite(expected)) Assert.Equal(expected, distance, 1e-12);
                    else Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(distance));
                }

            Assert.Equal(BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(result.Field<double>("sum")));
        }
    }

    [Fact]
    public Task DistanceMatrix_AgainstSciPy_AgreesToRounding() =>
        AssertAgreesAsync("scipy", "import scipy.spatial.distance; y = scipy.spatial.distance.cdist(p, p)");

    [Fact]
    public Task DistanceMatrix_AgainstNumPy_AgreesToRounding() =>
        AssertAgreesAsync("numpy", "y = numpy.sqrt(((p[:, None, :] - p[None, :, :]) ** 2).sum(axis=-1))");

    [Fact]
    public void Map_PartOfThePoints_IsRefused()
    {
        var layout = ArrayLayout.Matrix(ElementType.Float64, 10, 2, ArrayOrder.C);
        var job = new DistanceMatrixJob(layout, Grain.Chunk);
        Assert.Throws<InvalidOperationException>(() =>
            job.Map(new MapContext(job.Plan(5)[1], [new ArrayView(0, layout, 5, 1)], []), new byte[40]));
    }

    [Theory]
    [InlineData(15_000, "chunk", 59)]
    [InlineData(15_000, "row", 15_000)]
    [InlineData(300, "cell", 300)]
    [InlineData(0, "chunk", 0)]
    public void Plan_Grains_SayHowManyChunks(long points, string grain, int count)
    {
        var definition = new DistanceMatrixDefinition();
        var options = new Dictionary<string, object> { ["points"] = points, ["grain"] = grain };
        JobParameters parameters = JobParameters.Complete(definition.Options, options, seed: 0);
        IJob job = definition.Create(parameters, [definition.DescribeInputs(parameters, NoFiles)[0].Layout]);
        Assert.Equal(count, job.Plan(null).Count);
    }

    [Theory]
    [InlineData("points", -1L, 1L)]
    [InlineData("points", 1L << 30, 1L)]
    [InlineData("dimensions", 1L, 0L)]
    [InlineData("dimensions", 1L, -5L)]
    [InlineData("dimensions", 1L << 29, 1L << 32)]
    public void DistanceMatrix_OptionOutOfRange_IsRefused(string option, long points, long dimensions)
    {
        var definition = new DistanceMatrixDefinition();
        var thrown = Assert.Throws<JobParameterException>(() =>
            new InProcessRun(definition).With(("points", points), ("dimensions", dimensions)).Result());
        Assert.Equal(option, thrown.Option);
        var parameters = new JobParameters(new Dictionary<string, object> { ["points"] = points, ["dimensions"] = dimensions }, Seed: 0);
        Assert.Equal(option, Assert.Throws<JobParameterException>(() => definition.DescribeInputs(parameters, NoFiles)).Option);
    }

    [Fact]
    public void DistanceMatrix_UnknownGrain_IsRefused() =>
        Assert.Equal("grain", Assert.Throws<JobParameterException>(() =>
            new InProcessRun(new DistanceMatrixDefinition()).With(("grain", "process")).Result()).Option);

    [Fact]
    public void DescribeInputs_FileOfTooManyPoints_NamesTheRemedy()
    {
        var definition = new DistanceMatrixDefinition();
        Assert.Contains("at most", FileRefusal.Of(definition, ArrayLayout.Vector(ElementType.UInt8, 1L << 30)), StringComparison.Ordinal);
        Assert.Null(FileRefusal.Of(definition, ArrayLayout.Matrix(ElementType.Int16, 100, 3, ArrayOrder.Fortran)));
    }

    private static async Task AssertAgreesAsync(string module, string statement)
    {
        const int Points = 150, Dimensions = 70;
        var random = new Random(9);
        double[] x = [.. Enumerable.Range(0, Points * Dimensions).Select(_ => random.NextDouble())];
        double[] theirs = await PythonReference.ComputeAsync(module, $"p = x.reshape({Points}, {Dimensions}); {statement}", x);
        InProcessRun run = new InProcessRun(new DistanceMatrixDefinition())
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, Points, Dimensions, ArrayOrder.C), x);
        run.Result();
        Assert.Equal(theirs.Length, run.Output.Length);
        for (int i = 0; i < theirs.Length; i++) Assert.Equal(theirs[i], run.Output[i], 1e-14 * theirs[i]);
    }

    private static void AssertFile<T>(ElementType type, int points, int dimensions, Func<int, T> element, Func<T, double> value)
        where T : unmanaged
    {
        T[] rows = [.. Enumerable.Range(0, points * dimensions).Select(element)], columns = new T[rows.Length];
        for (int i = 0; i < points; i++)
            for (int k = 0; k < dimensions; k++) columns[(k * points) + i] = rows[(i * dimensions) + k];
        double[] expected = Distances([.. rows.Select(value)], points, dimensions);
        foreach (string grain in new[] { "cell", "chunk" })
            foreach (ArrayOrder order in new[] { ArrayOrder.C, ArrayOrder.Fortran })
            {
                InProcessRun run = new InProcessRun(new DistanceMatrixDefinition()).With(("grain", grain))
                    .WithFile(ArrayLayout.Matrix(type, points, dimensions, order), order == ArrayOrder.C ? rows : columns)
                    .WithChunkSize(60);
                run.Result();
                Assert.True(expected.AsSpan().SequenceEqual(run.Output), $"{type}, {order}, grain {grain}");
            }
    }

    private static double[] Distances(double[] x, int points, int dimensions)
    {
        var distances = new double[points * points];
        for (int i = 0; i < points; i++)
            for (int j = 0; j < points; j++)
            {
                double sum = 0;
                for (int k = 0; k < dimensions; k++)
                {
                    double difference = x[(i * dimensions) + k] - x[(j * dimensions) + k];
                    sum = Math.FusedMultiplyAdd(difference, difference, sum);
                }

                distances[(i * points) + j] = Math.Sqrt(sum);
            }

        return distances;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Cluster.sln"))) directory = directory.Parent;
        Assert.NotNull(directory);
        return directory.FullName;
    }
}
