using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Numerics.Lanes;
using Cluster.Workloads.GaussianMixture;

namespace Cluster.Tests.Workloads;

public sealed class GaussianMixtureTests
{
    private const ulong Seed = 6;

    [Theory]
    [InlineData(2000, 2, 4, 8)]
    [InlineData(1500, 2, 1, 3)]
    [InlineData(1777, 1, 3, 6)]
    [InlineData(1201, 3, 2, 5)]
    [InlineData(900, 5, 3, 4)]
    [InlineData(600, 9, 2, 3)]
    [InlineData(400, 2, 40, 2)]
    public void GaussianMixture_GeneratedPoints_AgreesWithTheTextbook(int points, int dimensions, int components, int iterations)
    {
        foreach (string equalWeights in new[] { "false", "true" })
        {
            (string, object)[] options =
            [
                ("points", (long)points), ("dimensions", (long)dimensions), ("components", (long)components),
                ("iterations", (long)iterations), ("equal-weights", equalWeights), ("separation", 3.0),
            ];
            var textbook = new TextbookMixture(
                Generated(options), dimensions, InitialRows.Pick(Seed, points, components), equalWeights == "true");
            for (int i = 0; i < iterations; i++) textbook.Iterate();
            foreach ((string parallelism, long? chunkSize) in new[] { ("data", null), ("data", 100), ("model", (long?)null), ("model", 2) })
            {
                InProcessRun run = Run([.. options, ("parallelism", parallelism)]).WithChunkSize(chunkSize);
                AssertAgrees(textbook, run.Result());
                Assert.Equal(iterations + 1, run.Stages);
            }
        }
    }

    [Fact]
    public void GaussianMixture_BlobsApart_FindsThem()
    {
        // Whether all four are found depends on the rows that the seed picks.
        JobResult result = Run(("points", 40_000L), ("iterations", 60L)).WithSeed(1).Result();
        double[] means = result.Field<double[]>("means");
        double[] firsts = [.. means.Where((_, i) => i % 2 == 0).Order()];
        for (int i = 0; i < 4; i++) Assert.Equal(4.0 * i, firsts[i], 0.1);
        Assert.All(result.Field<double[]>("weights"), weight => Assert.Equal(0.25, weight, 0.01));
        double[] logLikelihood = result.Field<double[]>("logLikelihood");
        for (int i = 1; i < logLikelihood.Length; i++)
            Assert.True(logLikelihood[i] >= logLikelihood[i - 1] - (1e-12 * Math.Abs(logLikelihood[i])), $"iteration {i + 1}");
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(2, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    [InlineData(7, 5)]
    public void Add_EveryPath_GivesTheSameBits(int dimensions, int components)
    {
        foreach (int count in Enumerable.Range(1, 40).Concat([511, 512, 513, 1300]))
        {
            double[] expected = Statistics<Lane>(count, dimensions, components);
            Assert.Equal(expected, Statistics<Lanes256>(count, dimensions, components));
            Assert.Equal(expected, Statistics<Lanes512>(count, dimensions, components));
            Assert.Equal(count, Enumerable.Range(0, components).Sum(k => expected[k * (expected.Length / components)]), 1e-10 * count);
        }
    }

    [Theory]
    [InlineData("data")]
    [InlineData("model")]
    public void GaussianMixture_CopiedChunks_GiveTheSameBits(string parallelism)
    {
        InProcessRun run = Run(("points", 5_000L), ("iterations", 3L), ("parallelism", parallelism)).WithChunkSize(777);
        string inPlace = run.Result().Bits();
        Assert.Equal(inPlace, run.WithCopiedChunks().Result().Bits());
    }

    [Fact]
    public void GaussianMixture_FarFromAllMeans_NothingUnderflows()
    {
        // Every density is below e^−10¹⁰; plain exponentials are 0/0.
        double[] elements = [0, 0, 1, 0, 0, 1, 1, 1, 1e5, 1e5, 1e5 + 1, 1e5, -2e5, 3e5, -2e5, 3e5 + 2];
        var textbook = new TextbookMixture(elements, 2, InitialRows.Pick(Seed, 8, 1), equalWeights: false);
        textbook.Iterate();
        textbook.Iterate();
        AssertAgrees(textbook, RunFile(elements, 2, ("components", 1L), ("iterations", 2L)).Result());
    }

    [Fact]
    public void GaussianMixture_DataFarFromTheOrigin_LosesNoDigitsOfTheCovariance()
    {
        // A quarter of a million apart and whole numbers: the shift is exact, so only cancellation could tell the two runs apart.
        double[] elements = [.. Generated(("points", 4_000L)).Select(x => Math.Round(x * 1024) / 1024)];
        double[] moved = [.. elements.Select(x => x + (1 << 20))];
        double[] near = RunFile(elements, 2, ("iterations", 10L)).Result().Field<double[]>("covariances");
        double[] far = RunFile(moved, 2, ("iterations", 10L)).Result().Field<double[]>("covariances");
        for (int i = 0; i < near.Length; i++) Assert.Equal(near[i], far[i], 1e-8);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("model")]
    public void GaussianMixture_NoIterations_GivesTheInitialRows(string parallelism)
    {
        (string, object)[] options = [("points", 1000L), ("iterations", 0L), ("parallelism", parallelism)];
        double[] elements = Generated(options);
        JobResult result = Run(options).WithChunkSize(3).Result();
        double[] expected = [.. InitialRows.Pick(Seed, 1000, 4).SelectMany(row => elements[(int)(2 * row)..(int)((2 * row) + 2)])];
        Assert.Equal(expected, result.Field<double[]>("means"));
        Assert.Equal([1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1], result.Field<double[]>("covariances"));
        Assert.Equal([0.25, 0.25, 0.25, 0.25], result.Field<double[]>("weights"));
        Assert.Empty(result.Field<double[]>("logLikelihood"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e200)]
    public void GaussianMixture_UnusableCoordinate_IsAnErrorThatSaysSo(double bad)
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            foreach (int at in new[] { 0, 600, 1199 })
            {
                double[] elements = Generated(("points", 1200L / dimensions), ("dimensions", (long)dimensions));
                elements[at] = bad;
                foreach (string parallelism in new[] { "data", "model" })
                {
                    InProcessRun run = RunFile(elements, dimensions, ("parallelism", parallelism), ("components", 2L));
                    string message = Assert.Throws<ArithmeticException>(run.Result).Message;
                    Assert.StartsWith("iteration 1: the log-likelihood is not a finite number", message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void GaussianMixture_PointsOnALine_AreAnErrorThatNamesTheComponent()
    {
        double[] elements = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { i / 8.0, i / 4.0 })];
        string message = Assert.Throws<ArithmeticException>(RunFile(elements, 2, ("components", 1L)).Result).Message;
        Assert.StartsWith("iteration 1: the covariance of component 0 is singular", message, StringComparison.Ordinal);
        JobResult result = RunFile(elements, 2, ("components", 1L), ("regularization", 1e-6)).Result();
        Assert.All(result.Field<double[]>("logLikelihood"), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void GaussianMixture_OnePointPerComponent_IsAnErrorThatNamesTheComponent()
    {
        string message = Assert.Throws<ArithmeticException>(RunFile([0, 0, 100, 100], 2, ("components", 2L)).Result).Message;
        Assert.Contains("component 0 is singular", message, StringComparison.Ordinal);
    }

    [Fact]
    public void GaussianMixture_ManyEqualPoints_AreAnError()
    {
        double[] elements = [.. Enumerable.Repeat(0.1, 3_000)];
        Assert.Contains("singular", Assert.Throws<ArithmeticException>(RunFile(elements, 2).Result).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("points", -1L)]
    [InlineData("points", long.MaxValue)]
    [InlineData("dimensions", 0L)]
    [InlineData("dimensions", 129L)]
    [InlineData("components", 0L)]
    [InlineData("components", 1025L)]
    [InlineData("iterations", -1L)]
    [InlineData("iterations", 1L << 40)]
    [InlineData("separation", double.NaN)]
    [InlineData("regularization", -1e-6)]
    [InlineData("regularization", double.NaN)]
    [InlineData("parallelism", "both")]
    [InlineData("equal-weights", "perhaps")]
    public void GaussianMixture_OptionOutOfRange_IsRefused(string option, object value) =>
        Assert.Equal(option, Assert.Throws<JobParameterException>(() => Run((option, value)).Result()).Option);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void GaussianMixture_FewerPointsThanComponents_IsRefused(long points) =>
        Assert.Equal("components", Assert.Throws<JobParameterException>(() => Run(("points", points)).Result()).Option);

    [Fact]
    public void RefuseInput_OtherThanRowsOfDoubles_SaysWhy()
    {
        AssertRefused("f8", ArrayLayout.Matrix(ElementType.Float32, 9, 2, ArrayOrder.C));
        AssertRefused("Fortran", ArrayLayout.Matrix(ElementType.Float64, 9, 2, ArrayOrder.Fortran));
        AssertRefused("129", ArrayLayout.Matrix(ElementType.Float64, 9, 129, ArrayOrder.C));
        AssertRefused("0 columns", ArrayLayout.Matrix(ElementType.Float64, 9, 0, ArrayOrder.C));
        Assert.Null(new GaussianMixtureDefinition().RefuseInput(ArrayLayout.Vector(ElementType.Float64, 9)));
    }

    [Fact]
    public void Pick_ManySeeds_PicksDifferentRowsEquallyOften()
    {
        var times = new int[10];
        for (ulong seed = 0; seed < 10_000; seed++)
        {
            long[] rows = InitialRows.Pick(seed, 10, 3);
            Assert.Equal(3, rows.Distinct().Count());
            foreach (long row in rows) times[row]++;
        }

        // 3,000 each, with a standard deviation of 46.
        Assert.All(times, count => Assert.InRange(count, 2_800, 3_200));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (long)i), InitialRows.Pick(1, 5, 5).Order());
    }

    [Theory]
    [InlineData(10, 3, 4)]
    [InlineData(7, 2, 7)]
    [InlineData(5, 1, 1)]
    public void Fill_AnySplit_ShiftsEachBlob(int points, int dimensions, int components)
    {
        var shape = new MixtureShape(points, dimensions, components);
        var normals = new double[points * dimensions];
        new NormalGenerator(Seed, 1, 0, 1).Fill(0, normals);
        double[] expected = [.. normals.Select((x, i) => x + (i / dimensions * components / points * 5.0))];
        var generator = new MixtureGenerator(Seed, 1, shape, separation: 5);
        for (int cut = 0; cut <= expected.Length; cut++)
        {
            var elements = new double[expected.Length];
            generator.Fill(cut, elements.AsSpan(cut));
            generator.Fill(0, elements.AsSpan(0, cut));
            Assert.Equal(expected, elements);
        }
    }

    [Fact]
    public unsafe void Map_AnIteration_AllocatesNothing()
    {
        var shape = new MixtureShape(1000, 2, 4);
        var job = new GaussianMixtureJob(shape, new MixtureSettings(5, ModelParallel: false, EqualWeights: false, Regularization: 0), Seed);
        ArrayLayout layout = ArrayLayout.Matrix(ElementType.Float64, 1000, 2, ArrayOrder.C);
        byte[] state = MemoryMarshal.AsBytes(State(shape).AsSpan()).ToArray();
        Chunk chunk = job.Plan(null)[0];
        var partial = new byte[job.PartialSize(chunk)];
        fixed (double* points = new double[2000])
        {
            ArrayView[] views = [new((nint)points, layout, 1000, 1)];
            job.Map(new MapContext(chunk, views, state), partial);
            long before = GC.GetAllocatedBytesForCurrentThread();
            job.Map(new MapContext(chunk, views, state), partial);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(128, 1024)]
    [InlineData(2, 4)]
    [InlineData(3, 600)]
    public void MixtureBlock_AnyShape_FitsItsMemory(int dimensions, int components)
    {
        var shape = new MixtureShape(1, dimensions, components);
        int arrays = components + 2 + (dimensions * (dimensions == 2 ? 1 : 3));
        int width = MixtureBlock.WidthOf(shape);
        Assert.Equal(0, width % 8);
        Assert.InRange(width * arrays, 8, MixtureBlock.MostDoubles - 8);
        // The product of the sums of four lanes stays finite even if all densities are equal.
        Assert.True(width / 2 * Math.Log2(components) < 1000, $"width {width}");
    }

    private static InProcessRun Run(params (string Name, object Value)[] options) =>
        new InProcessRun(new GaussianMixtureDefinition()).With(options).WithSeed(Seed);

    private static InProcessRun RunFile(double[] elements, int dimensions, params (string Name, object Value)[] options) =>
        Run(options).WithFile(ArrayLayout.Matrix(ElementType.Float64, elements.Length / dimensions, dimensions, ArrayOrder.C), elements);

    private static double[] Generated(params (string Name, object Value)[] options)
    {
        var definition = new GaussianMixtureDefinition();
        JobInput input = Assert.Single(definition.DescribeInputs(
            JobParameters.Complete(definition.Options, options.ToDictionary(option => option.Name, option => option.Value), Seed)));
        var elements = new double[input.Layout.Length];
        input.Generator!.Fill(0, elements);
        return elements;
    }

    private static void AssertRefused(string why, ArrayLayout layout) =>
        Assert.Contains(why, new GaussianMixtureDefinition().RefuseInput(layout), StringComparison.Ordinal);

    private static void AssertAgrees(TextbookMixture expected, JobResult actual)
    {
        AssertClose(expected.Means.SelectMany(mean => mean), actual.Field<double[]>("means"), "means");
        IEnumerable<double> covariances = expected.Covariances.SelectMany(covariance => covariance.Cast<double>());
        AssertClose(covariances, actual.Field<double[]>("covariances"), "covariances");
        AssertClose(expected.Weights, actual.Field<double[]>("weights"), "weights");
        AssertClose(expected.LogLikelihood, actual.Field<double[]>("logLikelihood"), "logLikelihood");
    }

    private static void AssertClose(IEnumerable<double> expected, double[] actual, string what)
    {
        double[] all = [.. expected];
        Assert.Equal(all.Length, actual.Length);
        double scale = all.Max(Math.Abs);
        for (int i = 0; i < all.Length; i++)
            Assert.True(Math.Abs(all[i] - actual[i]) <= 1e-9 * scale, $"{what}[{i}]: {all[i]:R}, but {actual[i]:R}");
    }

    private static double[] State(MixtureShape shape)
    {
        (int d, int stride) = (shape.Dimensions, shape.ParametersOfComponent);
        var state = new double[shape.Components * stride];
        var covariance = new double[d * d];
        for (int i = 0; i < covariance.Length; i++) covariance[i] = i % (d + 1) == 0 ? 2 + (i / (double)d) : 0.5;
        for (int component = 0; component < shape.Components; component++)
        {
            Span<double> parameters = state.AsSpan(component * stride, stride);
            for (int i = 0; i < d; i++) parameters[i] = component + (0.1 * i);
            Assert.True(ComponentDensity.TryWrite(covariance, -0.5 * component, parameters[d..^1], out parameters[^1]));
        }

        return state;
    }

    private static unsafe double[] Statistics<T>(int count, int dimensions, int components)
        where T : struct, ILanes<T>
    {
        var shape = new MixtureShape(count, dimensions, components);
        var points = new double[count * dimensions];
        new NormalGenerator(Seed, 1, mean: 1, deviation: 3).Fill(0, points);
        var partial = new double[(components * shape.StatisticsOfComponent) + 1];
        fixed (double* rows = points, state = State(shape), sums = partial)
            MixtureKernel<T>.Add(shape, rows, count, state, 0, components, sums);
        return partial;
    }
}
