using Cluster.Workloads.Kernels;

namespace Cluster.Tests.Workloads.Kernels;

public sealed class FloatSumsTests
{
    private delegate void Path(ReadOnlySpan<double> block, Span<double> lanes);

    [Fact]
    public void Accumulate_EveryPath_GivesTheSameBits()
    {
        const int Seed = 11;
        double[] values = Values(Seed, 5000);
        foreach (int length in Enumerable.Range(0, 200).Concat([1000, 4095, 4096, 5000]))
        {
            long scalar = Bits(FloatSums.AccumulateScalar, values.AsSpan(0, length));
            Assert.True(scalar == Bits(FloatSums.Accumulate256, values.AsSpan(0, length)), $"256 bits, length {length}, seed {Seed}");
            Assert.True(scalar == Bits(FloatSums.Accumulate512, values.AsSpan(0, length)), $"512 bits, length {length}, seed {Seed}");
            Assert.Equal(scalar, BitConverter.DoubleToInt64Bits(FloatSums.Sum(values.AsSpan(0, length))));
        }
    }

    [Fact]
    public void Sum_AnyOffset_DoesNotDependOnAlignment()
    {
        double[] values = Values(12, 700);
        for (int offset = 0; offset < 16; offset++)
        {
            double[] moved = [.. new double[offset], .. values];
            Assert.Equal(FloatSums.Sum(values), FloatSums.Sum(moved.AsSpan(offset)));
        }
    }

    [Fact]
    public void Accumulate_BlocksOfWholeLanes_GiveTheSameBitsAsOneBlock()
    {
        double[] values = Values(13, 1000);
        for (int cut = 0; cut <= values.Length; cut += FloatSums.Lanes)
        {
            var lanes = new double[FloatSums.Lanes];
            FloatSums.Accumulate(values.AsSpan(0, cut), lanes);
            FloatSums.Accumulate(values.AsSpan(cut), lanes);
            Assert.Equal(FloatSums.Sum(values), FloatSums.Combine(lanes));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1_000_003)]
    public void Sum_PositiveNumbers_AgreesWithACompensatedSum(int length)
    {
        var random = new Random(14);
        double[] values = Enumerable.Range(0, length).Select(_ => random.NextDouble() * 1e3).ToArray();
        double expected = Reference.CompensatedSum(values);
        Assert.Equal(expected, FloatSums.Sum(values), expected * 1e-12);
    }

    [Fact]
    public void Accumulate_SinglePrecision_EqualsTheSumOfWidenedElements()
    {
        var random = new Random(15);
        float[] values = Enumerable.Range(0, 3000).Select(_ => (random.NextSingle() - 0.5f) * 1e20f).ToArray();
        foreach (int length in Enumerable.Range(0, 140).Concat([1023, 1024, 1025, 3000]))
        {
            var lanes = new double[FloatSums.Lanes];
            FloatSums.Accumulate(values.AsSpan(0, length), lanes);
            Assert.Equal(FloatSums.Sum(values.Take(length).Select(value => (double)value).ToArray()), FloatSums.Combine(lanes));
        }
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1.0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 1.0, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    [InlineData(-0.0, -0.0, 0.0)]
    [InlineData(double.MaxValue, double.MaxValue, double.PositiveInfinity)]
    public void Sum_SpecialValues_FollowIeee(double first, double second, double expected)
    {
        foreach (int distance in new[] { 1, 32, 64, 500 })
        {
            var values = new double[600];
            (values[3], values[3 + distance]) = (first, second);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(FloatSums.Sum(values)));
        }
    }

    [Fact]
    public void Sum_NaNWithPayload_IsTheOneNaN()
    {
        double odd = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000001234));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(FloatSums.Sum([1, odd, 2])));
    }

    private static long Bits(Path path, ReadOnlySpan<double> values)
    {
        Span<double> lanes = stackalloc double[FloatSums.Lanes];
        lanes.Clear();
        path(values, lanes);
        return BitConverter.DoubleToInt64Bits(FloatSums.Combine(lanes));
    }

    // Magnitudes from 10⁻¹⁵ to 10¹⁵ and both signs: any other order of additions gives other bits.
    private static double[] Values(int seed, int length)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-15, 16))).ToArray();
    }
}
