using Cluster.Numerics.Functions;
using Cluster.Numerics.Lanes;

namespace Cluster.Tests.Numerics.Functions;

public sealed class ElementMapTests
{
    private delegate void Path(ReadOnlySpan<double> source, Span<double> destination);

    private static readonly double[] Special =
    [
        0.0, -0.0, 1, -1, 0.5, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity,
        double.NaN, BitConverter.UInt64BitsToDouble(0xFFF8000000001234), BitConverter.UInt64BitsToDouble(0x7FF0000000000001),
        708, 708.0000000000001, -708, -708.0000000000001, 709.782712893384, 709.7827128933841, 710, 711, -745.1332191019411, -745.1332191019412,
        -746, -747, 1 << 20, (1 << 20) + 0.25, 1e22, 1e300, 0.075, 0.925, 0.07499999999999999, 2.2250738585072014e-308, 2.225073858507201e-308,
        0.9999999999999999, 1.0000000000000002, 1.3887943864964021e-11, 1.5707963267948966, 3.141592653589793,
    ];

    [Fact]
    public void Exponential_ReferenceValues_AreWithinOneUnit() => AssertErrors<Exponential>("exp", 0.6, 1);

    [Fact]
    public void Sine_ReferenceValues_AreWithinOneUnit() => AssertErrors<Sine>("sin", 0.8, 1);

    [Fact]
    public void NormalIsf_ReferenceValues_AgreeToFourteenDigits()
    {
        foreach (ReferenceValue value in ReferenceValue.Of("normal-isf"))
        {
            double actual = Apply<NormalIsf>(value.X);
            Assert.True(Math.Abs(actual - value.Nearest) <= 2e-15 * Math.Abs(value.Nearest), $"x = {value.X:R}: {value.Nearest:R}, but {actual:R}");
        }
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.MaxValue, double.PositiveInfinity)]
    [InlineData(double.MinValue, 0.0)]
    [InlineData(709.7827128933841, double.PositiveInfinity)]
    [InlineData(-745.1332191019411, double.Epsilon)]
    [InlineData(-745.1332191019412, 0.0)]
    [InlineData(double.Epsilon, 1.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exponential_SpecialValues_FollowIeee(double x, double expected) => AssertSame(expected, Apply<Exponential>(x));

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(double.Epsilon, double.Epsilon)]
    [InlineData(-double.Epsilon, -double.Epsilon)]
    [InlineData(double.PositiveInfinity, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Sine_SpecialValues_FollowIeee(double x, double expected) => AssertSame(expected, Apply<Sine>(x));

    [Theory]
    [InlineData(0.0, double.PositiveInfinity)]
    [InlineData(1.0, double.NegativeInfinity)]
    [InlineData(0.5, 0.0)]
    [InlineData(-double.Epsilon, double.NaN)]
    [InlineData(1.0000000000000002, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.NaN)]
    public void NormalIsf_SpecialValues_AreThoseOfSciPy(double x, double expected) => AssertSame(expected, Apply<NormalIsf>(x));

    [Fact]
    public void Apply_NegativeZero_KeepsOrLosesItsSign()
    {
        AssertSame(1, Apply<Exponential>(-0.0));
        AssertSame(-0.0, Apply<Sine>(-0.0));
        AssertSame(double.PositiveInfinity, Apply<NormalIsf>(-0.0));
    }

    [Fact]
    public void Sine_AnyArgument_IsOdd()
    {
        foreach (ReferenceValue value in ReferenceValue.Of("sin"))
            if (value.X != 0) AssertSame(-Apply<Sine>(value.X), Apply<Sine>(-value.X));
    }

    [Fact]
    public void Apply_EveryPath_GivesTheSameBits()
    {
        double[] values = [.. Special, .. Values(21, 3000)];
        AssertPaths<Exponential>(values);
        AssertPaths<Sine>(values);
        AssertPaths<NormalIsf>(values);
    }

    [Fact]
    public void Apply_AnyLengthAndPosition_GivesTheSameBits()
    {
        double[] values = [.. Values(22, 30), .. Special, .. Values(23, 30)];
        double[] expected = [.. values.Select(Apply<Exponential>)];
        for (int start = 0; start < 20; start++)
            for (int length = 0; length <= values.Length - start; length++)
            {
                // One element more than asked for, to see that it is left alone.
                var actual = new double[length + 1];
                actual[length] = 17;
                ElementMap.Apply<Exponential>(values.AsSpan(start, length), actual.AsSpan(0, length));
                Assert.Equal(Bits([.. expected.AsSpan(start, length), 17]), Bits(actual));
            }
    }

    [Fact]
    public void Apply_InPlace_GivesTheSameBits()
    {
        double[] values = [.. Special, .. Values(24, 101)];
        double[] expected = [.. values.Select(Apply<Sine>)];
        ElementMap.Apply<Sine>(values, values);
        Assert.Equal(Bits(expected), Bits(values));
    }

    [Fact]
    public void Add_EveryPath_GivesTheSameBits()
    {
        double[] first = [.. Special, .. Special, .. Values(25, 57)];
        double[] second = [.. Special.Reverse(), .. Special, .. Values(26, 57)];
        for (int length = 0; length <= first.Length; length++)
        {
            (double[] by512, double[] by256, double[] by1) = (new double[length], new double[length], new double[length]);
            ReadOnlySpan<double> a = first.AsSpan(0, length), b = second.AsSpan(0, length);
            ElementMap.Add<Lanes512>(a, b, by512);
            ElementMap.Add<Lanes256>(a, b, by256);
            ElementMap.Add<Lane>(a, b, by1);
            Assert.Equal(Bits(by1), Bits(by512));
            Assert.Equal(Bits(by1), Bits(by256));
            for (int i = 0; i < length; i++) AssertSame(double.IsNaN(a[i] + b[i]) ? double.NaN : a[i] + b[i], by1[i]);
        }
    }

    private static void AssertErrors<TFunction>(string name, double most, double mostIfSubnormal)
        where TFunction : IElementFunction
    {
        IReadOnlyList<ReferenceValue> values = ReferenceValue.Of(name);
        Assert.True(values.Count > 1000);
        foreach (ReferenceValue value in values)
        {
            double actual = Apply<TFunction>(value.X), error = value.Error(actual);
            double limit = double.IsNormal(value.Nearest) ? most : mostIfSubnormal;
            Assert.True(error <= limit, $"x = {value.X:R}: {value.Nearest:R}, but {actual:R}, off by {error} units in the last place");
        }
    }

    private static double Apply<TFunction>(double x)
        where TFunction : IElementFunction
    {
        // Long enough for the widest path.
        var values = new double[8];
        values.AsSpan().Fill(x);
        ElementMap.Apply<TFunction>(values, values);
        return values[3];
    }

    private static void AssertPaths<TFunction>(double[] values)
        where TFunction : IElementFunction
    {
        long[] expected = Run(ElementMap.Apply<TFunction, Lane>, values);
        Assert.Equal(expected, Run(ElementMap.Apply<TFunction, Lanes256>, values));
        Assert.Equal(expected, Run(ElementMap.Apply<TFunction, Lanes512>, values));
        Assert.Equal(expected, Run(ElementMap.Apply<TFunction>, values));
        // One at a time, so that no register is ever full.
        Assert.Equal(expected, Bits([.. values.Select(TFunction.Single)]));
    }

    private static long[] Run(Path path, double[] values)
    {
        var results = new double[values.Length];
        path(values, results);
        return Bits(results);
    }

    // Ordinary numbers, probabilities, and all bit patterns.
    private static double[] Values(int seed, int length)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, length).Select(i => (i / 64 % 4) switch
            {
                0 => random.NextDouble(),
                1 => (random.NextDouble() - 0.5) * 1400,
                2 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-15, 8)),
                _ => BitConverter.Int64BitsToDouble(random.NextInt64()),
            }),
        ];
    }

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static void AssertSame(double expected, double actual) =>
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual), $"{expected:R}, but {actual:R}");
}
