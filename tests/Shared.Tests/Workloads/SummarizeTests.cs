using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.Summarize;

namespace Cluster.Tests.Workloads;

public sealed class SummarizeTests
{
    public static TheoryData<string> Splits => ["contiguous", "strided"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_001)]
    public void Summarize_GeneratedNumbers_GivesTheirCountSumAndMean(int count)
    {
        var numbers = new double[count];
        new NormalGenerator(5, (uint)RandomStream.FirstInput, mean: -3, deviation: 1).Fill(0, numbers);
        double sum = Reference.CompensatedSum(numbers);
        foreach (string split in new[] { "contiguous", "strided" })
        {
            foreach (long? chunkSize in new long?[] { null, 1, 10, 4096 })
            {
                JobResult result = new InProcessRun(new SummarizeDefinition())
                    .With(("count", (long)count), ("mean", -3.0), ("split", split))
                    .WithSeed(5).WithChunkSize(chunkSize).Result();
                Assert.Equal(count, result.Field<long>("count"));
                Assert.Equal(sum, result.Field<double>("sum"), 1e-12 * Math.Abs(sum));
                Assert.Equal(result.Field<double>("sum") / count, result.Field<double>("mean"));
            }
        }
    }

    [Fact]
    public void Summarize_NoNumbers_HasNoMean()
    {
        JobResult result = new InProcessRun(new SummarizeDefinition()).With(("count", 0L)).Result();
        Assert.Equal(0, result.Field<double>("sum"));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(result.Field<double>("mean")));
    }

    [Fact]
    public void Summarize_Defaults_MeanIsNearTheOneOfTheSourceDocument()
    {
        JobResult result = new InProcessRun(new SummarizeDefinition()).With(("count", 1_000_000L)).Result();
        Assert.Equal(8.342, result.Field<double>("mean"), 4e-3);
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Summarize_CopiedChunks_GiveTheSameBits(string split)
    {
        InProcessRun run = new InProcessRun(new SummarizeDefinition()).With(("count", 50_000L), ("split", split)).WithChunkSize(7_777);
        string inPlace = run.Result().Bits();
        Assert.Equal(inPlace, run.WithCopiedChunks().Result().Bits());
    }

    [Theory]
    [InlineData(ArrayOrder.C, 300, 7, "strided")]
    [InlineData(ArrayOrder.Fortran, 300, 7, "strided")]
    [InlineData(ArrayOrder.Fortran, 5000, 11, "strided")]
    [InlineData(ArrayOrder.C, 300, 7, "contiguous")]
    public void Summarize_MatrixFile_SumsAllElements(ArrayOrder order, int rows, int columns, string split)
    {
        double[] elements = Enumerable.Range(0, rows * columns).Select(i => i / 8.0).ToArray();
        InProcessRun run = new InProcessRun(new SummarizeDefinition()).With(("split", split))
            .WithFile(ArrayLayout.Matrix(ElementType.Float64, rows, columns, order), elements).WithChunkSize(3);
        JobResult inPlace = run.Result();
        long n = elements.Length;
        Assert.Equal(n, inPlace.Field<long>("count"));
        Assert.Equal(n * (n - 1) / 16.0, inPlace.Field<double>("sum"));
        Assert.Equal(inPlace.Bits(), run.WithCopiedChunks().Result().Bits());
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Summarize_IntegerFiles_AreExactForEveryChunkSize(string split)
    {
        const int N = 9_973;
        AssertSum(split, ElementType.Int64, Enumerable.Range(0, N).Select(i => i - 5L).ToArray(), ((long)N * (N - 1) / 2) - (5L * N));
        AssertSum(split, ElementType.Int32, Enumerable.Range(0, N).Select(i => 3 - i).ToArray(), (3L * N) - ((long)N * (N - 1) / 2));
        AssertSum(split, ElementType.Int16, Enumerable.Repeat(short.MinValue, N).ToArray(), (long)short.MinValue * N);
        AssertSum(split, ElementType.UInt8, Enumerable.Repeat(byte.MaxValue, N).ToArray(), 255L * N);
        AssertSum(split, ElementType.Boolean, Enumerable.Range(0, N).Select(i => (byte)(i % 3)).ToArray(), N - ((N + 2) / 3));
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Summarize_SinglePrecisionFile_SumsInDoublePrecision(string split)
    {
        float[] elements = Enumerable.Range(0, 10_000).Select(i => i + 0.25f).ToArray();
        JobResult result = new InProcessRun(new SummarizeDefinition()).With(("split", split))
            .WithFile(ArrayLayout.Vector(ElementType.Float32, elements.Length), elements).WithChunkSize(999).Result();
        Assert.Equal((10_000 * 9_999 / 2) + 2_500.0, result.Field<double>("sum"));
    }

    [Fact]
    public void Summarize_SumBeyond64BitsOnTheWay_IsStillExact()
    {
        long[] elements = [long.MaxValue, long.MaxValue, long.MinValue, long.MinValue, 7];
        foreach (long size in new long[] { 1, 2, 5 })
        {
            JobResult result = new InProcessRun(new SummarizeDefinition())
                .WithFile(ArrayLayout.Vector(ElementType.Int64, elements.Length), elements).WithChunkSize(size).Result();
            Assert.Equal(5, result.Field<long>("sum"));
            Assert.Equal(1.0, result.Field<double>("mean"));
        }
    }

    [Fact]
    public void Summarize_SumBeyond64Bits_IsAnErrorThatSaysSo()
    {
        InProcessRun run = new InProcessRun(new SummarizeDefinition())
            .WithFile(ArrayLayout.Vector(ElementType.Int64, 2), [long.MaxValue, 1]);
        Assert.Contains("9223372036854775808 does not fit", Assert.Throws<OverflowException>(run.Result).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count", -1L)]
    [InlineData("count", long.MaxValue)]
    [InlineData("mean", double.NaN)]
    [InlineData("split", "diagonal")]
    public void Summarize_OptionOutOfRange_IsRefused(string option, object value)
    {
        var thrown = Assert.Throws<JobParameterException>(() => new InProcessRun(new SummarizeDefinition()).With((option, value)).Result());
        Assert.Equal(option, thrown.Option);
    }

    [Fact]
    public void Plan_Defaults_MakesChunksOfFourMebibytes()
    {
        var job = new SummarizeJob(ArrayLayout.Vector(ElementType.Float64, 10_000_000), strided: true);
        Assert.Equal((524_288, 20), (job.Plan(null).Size, job.Plan(null).Count));
        Assert.Equal(10, job.Plan(1_000_000).Count);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-5L)]
    [InlineData(1L)]
    public void Plan_UnusableChunkSize_IsRefused(long size)
    {
        var job = new SummarizeJob(ArrayLayout.Vector(ElementType.Float64, 1L << 40), strided: false);
        Assert.Equal("chunk-size", Assert.Throws<JobParameterException>(() => job.Plan(size)).Option);
    }

    private static void AssertSum<T>(string split, ElementType type, T[] elements, long expected)
        where T : unmanaged
    {
        foreach (long? size in new long?[] { null, 1, 100, 4_000 })
        {
            JobResult result = new InProcessRun(new SummarizeDefinition()).With(("split", split))
                .WithFile(ArrayLayout.Vector(type, elements.Length), elements).WithChunkSize(size).Result();
            Assert.Equal(expected, result.Field<long>("sum"));
            Assert.Equal((double)expected / elements.Length, result.Field<double>("mean"));
        }
    }
}
