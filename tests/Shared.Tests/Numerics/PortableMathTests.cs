using System.Runtime.Intrinsics;
using Cluster.Numerics;

namespace Cluster.Tests.Numerics;

public sealed class PortableMathTests
{
    private const double UnitRoundOff = 1.0 / (1L << 53);

    [Fact]
    public void Log_NumbersUpToOne_AgreesWithTheBaseLibrary()
    {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            double x = i % 2 == 0 ? random.NextDouble() + UnitRoundOff : Math.ScaleB(1 + random.NextDouble(), -random.Next(1, 54));
            AssertClose(Math.Log(x), PortableMath.Log(Vector256.Create(x))[0], x);
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1 - UnitRoundOff)]
    [InlineData(UnitRoundOff)]
    [InlineData(0.5)]
    [InlineData(0.70710678118654746)]
    [InlineData(0.70710678118654757)]
    public void Log_Borders_AgreeWithTheBaseLibrary(double x) => AssertClose(Math.Log(x), PortableMath.Log(Vector256.Create(x))[0], x);

    [Fact]
    public void SinCosOfTurns_Quarters_AreExact()
    {
        (Vector256<double> sine, Vector256<double> cosine) = PortableMath.SinCosOfTurns(Vector256.Create(0, 0.25, 0.5, 0.75));
        Assert.Equal(Vector256.Create(0, 1.0, 0, -1), sine);
        Assert.Equal(Vector256.Create(1.0, 0, -1, 0), cosine);
    }

    [Fact]
    public void SinCosOfTurns_AnyTurn_AgreesWithTheBaseLibrary()
    {
        var random = new Random(4);
        for (int i = 0; i < 100_000; i++)
        {
            // Within an eighth of a turn of a quarter, where 2π·t is known to full precision.
            int quarter = random.Next(4);
            double f = (random.NextDouble() - 0.5) / 4;
            f = (quarter / 4.0) + f - (quarter / 4.0);
            double t = (quarter / 4.0) + f;
            if (t is < 0 or >= 1) continue;
            (double s, double c) = Math.SinCos(2 * Math.PI * f);
            (double expectedSine, double expectedCosine) = quarter switch { 0 => (s, c), 1 => (c, -s), 2 => (-s, -c), _ => (-c, s) };
            (Vector256<double> sine, Vector256<double> cosine) = PortableMath.SinCosOfTurns(Vector256.Create(t));
            AssertClose(expectedSine, sine[0], t);
            AssertClose(expectedCosine, cosine[0], t);
        }
    }

    private static void AssertClose(double expected, double actual, double x) =>
        Assert.True(Math.Abs(actual - expected) <= 4 * UnitRoundOff * Math.Abs(expected), $"x = {x:R}: {expected:R}, but {actual:R}");
}
