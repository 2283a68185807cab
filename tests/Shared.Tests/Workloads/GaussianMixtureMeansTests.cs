using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.GaussianMixture;

namespace Cluster.Tests.Workloads;

/// <summary>A fit that starts from given means.</summary>
public sealed class GaussianMixtureMeansTests
{
    private const string InitialMeans = "initial-means";

    [Theory]
    [InlineData(1200, 2, 3, 6)]
    [InlineData(900, 1, 4, 5)]
    [InlineData(700, 5, 2, 4)]
    public void GaussianMixture_GivenMeans_AgreesWithTheTextbook(int points, int dimensions, int components, int iterations)
    {
        double[] elements = Points(points, dimensions), means = Means(components, dimensions);
        foreach (string equalWeights in new[] { "false", "true" })
        {
            var textbook = new TextbookMixture(elements, dimensions, means, equalWeights == "true");
            for (int i = 0; i < iterations; i++) textbook.Iterate();
            string? bits = null;
            foreach ((string parallelism, long? chunkSize) in new[] { ("data", null), ("data", 100), ("model", (long?)null), ("model", 2) })
            {
                (string, object)[] options =
                [
                    ("equal-weights", equalWeights), ("components", (long)components), ("iterations", (long)iterations),
                    ("parallelism", parallelism),
                ];
                InProcessRun run = Run(elements, dimensions, options)
                    .WithFile(InitialMeans, Matrix(ElementType.Float64, components, dimensions), means)
                    .WithChunkSize(chunkSize).WithCopiedChunks(chunkSize is not null);
                JobResult result = run.Result();
                Assert.Equal(iterations + 1, run.Stages);
                AssertClose([.. textbook.Means.SelectMany(mean => mean)], result.Field<double[]>("means"));
                double[] covariances = [.. textbook.Covariances.SelectMany(covariance => covariance.Cast<double>())];
                AssertClose(covariances, result.Field<double[]>("covariances"));
                AssertClose(textbook.Weights, result.Field<double[]>("weights"));
                AssertClose([.. textbook.LogLikelihood], result.Field<double[]>("logLikelihood"));
                if (parallelism == "model") Assert.Equal(bits ??= result.Bits(), result.Bits());
            }
        }
    }

    [Fact]
    public void GaussianMixture_MeansOfAnyTypeAndOrder_GiveTheSameBits()
    {
        double[] elements = Points(500, 2), means = [0, 1, 4, 5, 8, 10], columns = [0, 4, 8, 1, 5, 10];
        string expected = Bits(Matrix(ElementType.Float64, 3, 2), means);
        Assert.Equal(expected, Bits(Matrix(ElementType.Float64, 3, 2, ArrayOrder.Fortran), columns));
        Assert.Equal(expected, Bits(Matrix(ElementType.Float32, 3, 2), [.. means.Select(x => (float)x)]));
        Assert.Equal(expected, Bits(Matrix(ElementType.Int32, 3, 2, ArrayOrder.Fortran), [.. columns.Select(x => (int)x)]));
        Assert.Equal(expected, Bits(Matrix(ElementType.UInt8, 3, 2), [.. means.Select(x => (byte)x)]));

        string Bits<T>(ArrayLayout layout, T[] rows)
            where T : unmanaged =>
            Run(elements, 2, ("components", 3L), ("iterations", 4L)).WithFile(InitialMeans, layout, rows).Result().Bits();
    }

    [Fact]
    public void GaussianMixture_MeansBesideGeneratedPoints_ReplaceThePickedOnly()
    {
        // The picked points, given as a file: the same fit, whatever seed picks others.
        (string, object)[] options = [("points", 2000L), ("iterations", 3L)];
        JobResult picked = new InProcessRun(new GaussianMixtureDefinition()).With(options).WithSeed(3).Result();
        InProcessRun start = new InProcessRun(new GaussianMixtureDefinition()).With(("points", 2000L), ("iterations", 0L)).WithSeed(3);
        double[] means = start.Result().Field<double[]>("means");
        InProcessRun given = new InProcessRun(new GaussianMixtureDefinition()).With(options).WithSeed(3)
            .WithFile(InitialMeans, Matrix(ElementType.Float64, 4, 2), means);
        Assert.Equal(picked.Bits(), given.Result().Bits());
        Assert.NotEqual(picked.Bits(), given.WithSeed(4).Result().Bits());
    }

    [Fact]
    public void GaussianMixture_GivenPointsAndMeans_SeedChangesNothing()
    {
        double[] elements = Points(600, 2), means = Means(3, 2);
        InProcessRun run = Run(elements, 2, ("components", 3L), ("iterations", 3L))
            .WithFile(InitialMeans, Matrix(ElementType.Float64, 3, 2), means);
        Assert.Equal(run.WithSeed(1).Result().Bits(), run.WithSeed(2).Result().Bits());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void GaussianMixture_MeanThatIsNotFinite_IsAnErrorThatNamesTheComponent(double bad)
    {
        foreach (string parallelism in new[] { "data", "model" })
        {
            InProcessRun run = Run(Points(100, 2), 2, ("components", 2L), ("parallelism", parallelism))
                .WithFile(InitialMeans, Matrix(ElementType.Float64, 2, 2), [0, 0, 1, bad]);
            AssertStarts("the initial mean of component 1 is not finite (", Assert.Throws<ArithmeticException>(run.Result).Message);
        }
    }

    [Fact]
    public void GaussianMixture_VarianceBeyondDoubles_IsAnErrorInTheLastIterationToo()
    {
        // Halves of the squares can be added up, which is the log-likelihood, but not the squares.
        const double Far = 6.5e153;
        InProcessRun run = Run([Far, -Far, Far, -Far, Far, -Far], 1, ("components", 1L), ("iterations", 1L))
            .WithFile(InitialMeans, Matrix(ElementType.Float64, 1, 1), [0.0]).WithChunkSize(1);
        string message = Assert.Throws<ArithmeticException>(run.Result).Message;
        Assert.Equal("iteration 1: the covariance of component 0 is not finite (scale the input)", message);
    }

    [Fact]
    public void Create_MeansThatDoNotFit_AreRefused()
    {
        (string, object)[] options = [("points", 100L), ("components", 3L)];
        Assert.Null(Refusal(Matrix(ElementType.Int64, 3, 2)));
        AssertStarts("--initial-means: has 4 rows, but the mixture has 3 components (", Refusal(Matrix(ElementType.Float64, 4, 2)));
        AssertStarts("--initial-means: has 3 columns, but points have 2 coordinates (", Refusal(Matrix(ElementType.Float64, 3, 3)));

        string? Refusal(ArrayLayout means) => FileRefusal.Of(new GaussianMixtureDefinition(), options, (InitialMeans, means));
    }

    private static InProcessRun Run(double[] elements, int dimensions, params (string Name, object Value)[] options) =>
        new InProcessRun(new GaussianMixtureDefinition()).With(options)
            .WithFile(Matrix(ElementType.Float64, elements.Length / dimensions, dimensions), elements);

    private static ArrayLayout Matrix(ElementType type, long rows, long columns, ArrayOrder order = ArrayOrder.C) =>
        ArrayLayout.Matrix(type, rows, columns, order);

    // Three blobs, 4 apart.
    private static double[] Points(int points, int dimensions)
    {
        var elements = new double[points * dimensions];
        new NormalGenerator(11, 1, mean: 0, deviation: 1).Fill(0, elements);
        for (int i = 0; i < elements.Length; i++) elements[i] += 4 * (i / dimensions * 3 / points);
        return elements;
    }

    private static double[] Means(int components, int dimensions) =>
        [.. Enumerable.Range(0, components * dimensions).Select(i => (8.0 * (i / dimensions) / components) + (0.3 * (i % dimensions)))];

    private static void AssertStarts(string expected, string? actual) => Assert.StartsWith(expected, actual, StringComparison.Ordinal);

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9 * scale);
    }
}
