using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Numerics.Functions;
using Cluster.Workloads.Elementwise;

namespace Cluster.Tests.Workloads;

public sealed class ElementwiseTests
{
    public static TheoryData<string> Functions => ["exp", "sin", "add", "normal-isf"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Elementwise_AnyCount_MapsEveryElement(string function)
    {
        foreach (int count in new[] { 0, 1, 2, 7, 63, 64, 65, 1023, 1024, 1025, 30_001 })
        {
            InProcessRun run = Run(function, count);
            JobResult result = run.Result();
            Assert.Equal([count], result.Field<long[]>("shape"));
            double[] expected = Expected(function, run), actual = run.Output;
            Assert.Equal(count, actual.Length);
            for (int i = 0; i < count; i++) Assert.Equal(expected[i], actual[i], 1e-14 * Math.Abs(expected[i]));
            Assert.Equal(Reference.CompensatedSum(actual), result.Field<double>("sum"), 1e-12 * actual.Sum(Math.Abs));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Elementwise_AnyChunkSize_WritesTheSameBits(string function)
    {
        const int Count = 5_003;
        InProcessRun whole = Run(function, Count);
        double sum = whole.Result().Field<double>("sum");
        foreach (long size in new long[] { 1, 7, 64, 1000, 1024, 4096, 1 << 20 })
        {
            InProcessRun run = Run(function, Count).WithChunkSize(size);
            JobResult inPlace = run.Result();
            Assert.Equal(whole.Output, run.Output);
            Assert.Equal(sum, inPlace.Field<double>("sum"), 1e-12 * whole.Output.Sum(Math.Abs));
            Assert.Equal(inPlace.Bits(), run.WithCopiedChunks().Result().Bits());
            Assert.Equal(whole.Output, run.Output);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Elementwise_Rounds_ChangeNothing(string function)
    {
        InProcessRun once = Run(function, 3_000), often = Run(function, 3_000, rounds: 5);
        Assert.Equal(once.Result().Bits(), often.Result().Bits());
        Assert.Equal(once.Output, often.Output);
    }

    [Fact]
    public void Elementwise_NormalIsf_OfItsOwnInputs_IsNormal()
    {
        // 10⁵ quantiles of uniform numbers: mean 0, variance 1.
        InProcessRun run = Run("normal-isf", 100_000);
        run.Result();
        double[] numbers = run.Output;
        Assert.Equal(0, numbers.Average(), 4 / Math.Sqrt(numbers.Length));
        Assert.Equal(1, numbers.Average(x => x * x), 4 * Math.Sqrt(2.0 / numbers.Length));
    }

    [Theory]
    [InlineData(ArrayOrder.C)]
    [InlineData(ArrayOrder.Fortran)]
    public void Elementwise_MatrixFiles_KeepTheirShape(ArrayOrder order)
    {
        var layout = ArrayLayout.Matrix(ElementType.Float64, 30, 7, order);
        double[] first = [.. Enumerable.Range(0, 210).Select(i => i / 8.0)], second = [.. first.Select(x => 1000 - x)];
        foreach (long? size in new long?[] { null, 1, 3 })
        {
            InProcessRun run = new InProcessRun(new ElementwiseDefinition()).With(("function", "add"))
                .WithFile(layout, first).WithFile(layout, second).WithChunkSize(size);
            JobResult result = run.Result();
            Assert.Equal([30, 7], result.Field<long[]>("shape"));
            Assert.Equal(210_000, result.Field<double>("sum"));
            Assert.All(run.Output, x => Assert.Equal(1000, x));
        }
    }

    [Fact]
    public void Elementwise_SpecialValuesInTheInput_GiveTheOneNaN()
    {
        double odd = BitConverter.UInt64BitsToDouble(0xFFF8000000001234);
        InProcessRun run = new InProcessRun(new ElementwiseDefinition())
            .WithFile(ArrayLayout.Vector(ElementType.Float64, 4), [odd, double.PositiveInfinity, double.NegativeInfinity, 0]);
        JobResult result = run.Result();
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(result.Field<double>("sum")));
        Assert.Equal(
            new[] { double.NaN, double.PositiveInfinity, 0, 1 }.Select(BitConverter.DoubleToInt64Bits),
            run.Output.Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData("count", -1L)]
    [InlineData("count", long.MaxValue)]
    [InlineData("rounds", 0L)]
    [InlineData("rounds", -3L)]
    [InlineData("function", "cos")]
    public void Elementwise_OptionOutOfRange_IsRefused(string option, object value)
    {
        var thrown = Assert.Throws<JobParameterException>(() => new InProcessRun(new ElementwiseDefinition()).With((option, value)).Result());
        Assert.Equal(option, thrown.Option);
    }

    [Fact]
    public void Elementwise_FilesThatDoNotFit_AreRefused()
    {
        ArrayLayout three = ArrayLayout.Vector(ElementType.Float64, 3);
        Assert.Null(Refusal("add", ("input", three), ("input2", three)));
        Assert.Null(Refusal("sin", ("input", three)));
        AssertStarts("--input2: is missing: add takes two arrays (", Refusal("add", ("input", three)));
        AssertStarts("--input: is missing: add takes two arrays (", Refusal("add", ("input2", three)));
        AssertStarts("--input2: is a second array, but the function takes one (", Refusal("exp", ("input", three), ("input2", three)));
        AssertStarts("--input2: is a second array, but the function takes one (", Refusal("exp", ("input2", three)));
        AssertStarts(
            "--input2: is 2 × f8, but --input is 3 × f8 (",
            Refusal("add", ("input", three), ("input2", ArrayLayout.Vector(ElementType.Float64, 2))));
        AssertStarts(
            "--input2: is 3 × 1 × f8, C order, but --input is 3 × f8 (",
            Refusal("add", ("input", three), ("input2", Matrix(ArrayOrder.C, 3, 1))));
        AssertStarts(
            "--input2: is 3 × 4 × f8, Fortran order, but --input is 3 × 4 × f8, C order (",
            Refusal("add", ("input", Matrix(ArrayOrder.C, 3, 4)), ("input2", Matrix(ArrayOrder.Fortran, 3, 4))));
        AssertStarts("--input: holds i4, but", Refusal("exp", ("input", ArrayLayout.Vector(ElementType.Int32, 3))));
        AssertStarts("--input2: holds f4, but", Refusal("add", ("input", three), ("input2", ArrayLayout.Vector(ElementType.Float32, 3))));

        static string? Refusal(string function, params (string, ArrayLayout)[] files) =>
            FileRefusal.Of(new ElementwiseDefinition(), [("function", function)], files);
        static ArrayLayout Matrix(ArrayOrder order, long rows, long columns) =>
            ArrayLayout.Matrix(ElementType.Float64, rows, columns, order);
        static void AssertStarts(string expected, string? actual) => Assert.StartsWith(expected, actual, StringComparison.Ordinal);
    }

    private static InProcessRun Run(string function, long count, long rounds = 1) =>
        new InProcessRun(new ElementwiseDefinition()).With(("function", function), ("count", count), ("rounds", rounds)).WithSeed(6);

    // From the base library; it has no quantiles, so their own function stands for them, which has tests of its own.
    private static double[] Expected(string function, InProcessRun run)
    {
        double[][] inputs = [.. run.Inputs.Select(input => MemoryMarshal.Cast<byte, double>(input).ToArray())];
        return function switch
        {
            "exp" => [.. inputs[0].Select(Math.Exp)],
            "sin" => [.. inputs[0].Select(Math.Sin)],
            "add" => [.. inputs[0].Zip(inputs[1], (a, b) => a + b)],
            _ => [.. inputs[0].Select(NormalIsf.Single)],
        };
    }
}
