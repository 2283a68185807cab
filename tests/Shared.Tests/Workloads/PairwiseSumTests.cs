using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.PairwiseSum;

namespace Cluster.Tests.Workloads;

public sealed class PairwiseSumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(65)]
    [InlineData(2049)]
    [InlineData(5000)]
    public void PairwiseSum_GeneratedNumbers_AgreesWithTheSquareOfTheirSum(int count)
    {
        var numbers = new double[count];
        new NormalGenerator(9, (uint)RandomStream.FirstInput, mean: 0, deviation: 1).Fill(0, numbers);
        double sum = Reference.CompensatedSum(numbers), magnitude = numbers.Sum(Math.Abs);
        foreach (long? chunkSize in new long?[] { null, 7, 64, 1000 })
            Assert.Equal(sum * sum, Run(count, chunkSize, "double-loop"), 1e-15 * magnitude * magnitude);
        Assert.Equal(sum * sum, Run(count, 100, "factored"), 1e-12 * magnitude * Math.Abs(sum));
    }

    [Fact]
    public void Sum_AnyRows_AddsUpRowsInOrder()
    {
        // Powers of two apart, so that any other order of additions gives other bits.
        double[] numbers = Values(21, 2500);
        foreach ((int first, int rows) in new[] { (0, 1), (3, 7), (10, 8), (2400, 100), (0, 130), (17, 64) })
        {
            double expected = 0;
            for (int row = first; row < first + rows; row++) expected += RowPlainly(numbers, numbers[row]);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(Sum(numbers, first, rows)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(208)]
    [InlineData(2048)]
    public unsafe void Add_EveryPath_GivesTheSameBits(int length)
    {
        double[] factors = Values(22, DoubleLoop.RowsAtOnce), tile = Values(23, length);
        double[] start = Values(24, DoubleLoop.RowsAtOnce * DoubleLoop.Lanes);
        double[] scalar = [.. start], narrow = [.. start], wide = [.. start];
        fixed (double* f = factors, t = tile, a = scalar, b = narrow, c = wide)
        {
            DoubleLoop.AddScalar(f, t, length, a);
            DoubleLoop.Add256(f, t, length, b);
            DoubleLoop.Add512(f, t, length, c);
        }

        Assert.Equal(scalar, narrow);
        Assert.Equal(scalar, wide);
    }

    [Theory]
    [InlineData("double-loop")]
    [InlineData("factored")]
    public void PairwiseSum_FilesOfEveryType_AreExactWhereNumbersAreSmall(string algorithm)
    {
        const int N = 2_177;
        AssertSum(algorithm, ElementType.Float32, Enumerable.Range(0, N).Select(i => i / 4f).ToArray(), N * (N - 1) / 8.0);
        AssertSum(algorithm, ElementType.Int64, Enumerable.Range(0, N).Select(i => i - 5L).ToArray(), (N * (N - 1) / 2.0) - (5 * N));
        AssertSum(algorithm, ElementType.Int32, Enumerable.Range(0, N).Select(i => 3 - i).ToArray(), (3 * N) - (N * (N - 1) / 2.0));
        AssertSum(algorithm, ElementType.Int16, Enumerable.Repeat((short)-300, N).ToArray(), -300.0 * N);
        AssertSum(algorithm, ElementType.UInt8, Enumerable.Repeat(byte.MaxValue, N).ToArray(), 255.0 * N);
        AssertSum(algorithm, ElementType.Boolean, Enumerable.Range(0, N).Select(i => (byte)(i % 3)).ToArray(), N - ((N + 2) / 3));
    }

    [Fact]
    public void PairwiseSum_MatrixFile_TakesAllElements()
    {
        double[] elements = Enumerable.Range(0, 21).Select(i => (double)i).ToArray();
        foreach (ArrayOrder order in new[] { ArrayOrder.C, ArrayOrder.Fortran })
        {
            JobResult result = new InProcessRun(new PairwiseSumDefinition()).WithChunkSize(4)
                .WithFile(ArrayLayout.Matrix(ElementType.Float64, 7, 3, order), elements).Result();
            Assert.Equal(210.0 * 210.0, result.Field<double>("sum"));
        }
    }

    [Theory]
    [InlineData(double.NaN, 1.0, double.NaN)]
    [InlineData(double.PositiveInfinity, 1.0, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, -1.0, double.NaN)]
    [InlineData(double.PositiveInfinity, 0.0, double.NaN)]
    [InlineData(-0.0, 0.0, 0.0)]
    public void PairwiseSum_SpecialValues_FollowIeee(double first, double second, double expected)
    {
        JobResult result = new InProcessRun(new PairwiseSumDefinition())
            .WithFile(ArrayLayout.Vector(ElementType.Float64, 2), [first, second]).Result();
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(result.Field<double>("sum")));
    }

    [Theory]
    [InlineData("count", -1L)]
    [InlineData("count", long.MaxValue)]
    [InlineData("algorithm", "guess")]
    public void PairwiseSum_OptionOutOfRange_IsRefused(string option, object value)
    {
        InProcessRun run = new InProcessRun(new PairwiseSumDefinition()).With((option, value));
        Assert.Equal(option, Assert.Throws<JobParameterException>(run.Result).Option);
    }

    [Theory]
    [InlineData(100_000, 98)]
    [InlineData(5_000, 40)]
    [InlineData(1_000, 16)]
    [InlineData(10, 1)]
    [InlineData(0, 0)]
    public void Plan_Defaults_MakesMoreChunksThanWorkers(long count, int chunks) =>
        Assert.Equal(chunks, new PairwiseSumJob(ArrayLayout.Vector(ElementType.Float64, count), factored: false).Plan(null).Count);

    [Fact]
    public void Plan_LongestInput_HasACount()
    {
        var job = new PairwiseSumJob(ArrayLayout.Vector(ElementType.UInt8, long.MaxValue), factored: true);
        Assert.InRange(job.Plan(null).Count, 1, int.MaxValue);
    }

    private static double Run(int count, long? chunkSize, string algorithm) =>
        new InProcessRun(new PairwiseSumDefinition()).With(("count", (long)count), ("algorithm", algorithm))
            .WithSeed(9).WithChunkSize(chunkSize).Result().Field<double>("sum");

    private static void AssertSum<T>(string algorithm, ElementType type, T[] elements, double sum)
        where T : unmanaged
    {
        foreach (long? size in new long?[] { null, 100 })
        {
            JobResult result = new InProcessRun(new PairwiseSumDefinition()).With(("algorithm", algorithm))
                .WithFile(ArrayLayout.Vector(type, elements.Length), elements).WithChunkSize(size).Result();
            Assert.Equal(sum * sum, result.Field<double>("sum"));
        }
    }

    private static unsafe double Sum(double[] numbers, int first, int rows)
    {
        fixed (double* address = numbers)
        {
            var view = new ArrayView((nint)address, ArrayLayout.Vector(ElementType.Float64, numbers.Length), numbers.Length, 1);
            return DoubleLoop.Sum(view, first, rows);
        }
    }

    private static double RowPlainly(double[] numbers, double factor)
    {
        var lanes = new double[DoubleLoop.Lanes];
        for (int j = 0; j < numbers.Length; j++)
            lanes[j % lanes.Length] = Math.FusedMultiplyAdd(factor, numbers[j], lanes[j % lanes.Length]);
        for (int half = lanes.Length / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }

    private static double[] Values(int seed, int length)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-7, 8))).ToArray();
    }
}
