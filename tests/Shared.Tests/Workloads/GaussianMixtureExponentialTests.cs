using Cluster.Numerics;
using Cluster.Numerics.Lanes;
using Cluster.Workloads.GaussianMixture;

namespace Cluster.Tests.Workloads;

public sealed unsafe class GaussianMixtureExponentialTests
{
    [Fact]
    public void Of_EveryWidth_GivesTheSameBits()
    {
        var random = new Random(51);
        double[] x = Enumerable.Range(0, 8_000).Select(_ => -800 * Math.Pow(random.NextDouble(), random.Next(1, 20))).ToArray();
        double[] expected = Apply<Lane>(x);
        Assert.Equal(expected, Apply<Lanes256>(x));
        Assert.Equal(expected, Apply<Lanes512>(x));
    }

    [Fact]
    public void Of_AnyNumber_IsWithinTwoUlps()
    {
        var random = new Random(52);
        double[] x = Enumerable.Range(0, 200_000).Select(i => (i % 2 == 0 ? -1 : -700) * random.NextDouble()).ToArray();
        double[] actual = Apply<Lanes512>(x);
        for (int i = 0; i < x.Length; i++)
        {
            // The base library is itself within an ulp.
            double expected = Math.Exp(x[i]);
            double ulp = Math.BitIncrement(expected) - expected;
            Assert.True(Math.Abs(actual[i] - expected) <= 2 * ulp, $"x = {x[i]:R}: {expected:R}, but {actual[i]:R}");
        }
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(-1e-300, 1.0)]
    [InlineData(-708.0000000000001, 0.0)]
    [InlineData(-1e300, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, 0.0)]
    public void Of_Borders_AreExact(double x, double expected)
    {
        double[] eight = Enumerable.Repeat(x, 8).ToArray();
        Assert.Equal(Enumerable.Repeat(expected, 8), Apply<Lane>(eight));
        Assert.Equal(Enumerable.Repeat(expected, 8), Apply<Lanes256>(eight));
        Assert.Equal(Enumerable.Repeat(expected, 8), Apply<Lanes512>(eight));
    }

    private static double[] Apply<T>(double[] x)
        where T : struct, ILanes<T>
    {
        var result = new double[x.Length];
        fixed (double* source = x, destination = result, constants = ExponentialConstants.Values)
        {
            var exponential = new Exponential<T>(constants);
            for (int i = 0; i < x.Length; i += T.Count) exponential.Of(T.Load(source + i)).Store(destination + i);
        }

        return result;
    }
}
