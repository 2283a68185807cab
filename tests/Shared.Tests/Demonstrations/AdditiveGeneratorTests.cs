using Cluster.Demonstrations.Rng;

namespace Cluster.Tests.Demonstrations;

public sealed class AdditiveGeneratorTests
{
    // What srand(seed) and rand() of the GNU C library print: the first four numbers, and the 1001st.
    [Theory]
    [InlineData(0u, 1804289383u, 846930886u, 1681692777u, 1714636915u, 981914693u)]
    [InlineData(1u, 1804289383u, 846930886u, 1681692777u, 1714636915u, 981914693u)]
    [InlineData(42u, 71876166u, 708592740u, 1483128881u, 907283241u, 1963050744u)]
    [InlineData(2147483653u, 902410239u, 292943431u, 1491539546u, 1641990203u, 1800294126u)]
    [InlineData(4294967295u, 254925627u, 1205188300u, 366127624u, 1401405153u, 1216673817u)]
    public void Next_AnySeed_IsThatOfC(uint seed, uint first, uint second, uint third, uint fourth, uint thousandAndFirst)
    {
        var generator = new AdditiveGenerator(seed);
        Assert.Equal([first, second, third, fourth], [generator.Next(), generator.Next(), generator.Next(), generator.Next()]);
        generator.Skip(996);
        Assert.Equal(thousandAndFirst, generator.Next());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(31)]
    public void Of_ACopy_GoesOnWhereTheGeneratorWas(int drawn)
    {
        var generator = new AdditiveGenerator(7);
        generator.Skip(drawn);
        double[] copy = generator.Copy();
        Assert.Equal(AdditiveGenerator.CopyLength, copy.Length);
        var (one, other) = (AdditiveGenerator.Of(copy), AdditiveGenerator.Of(copy));
        for (int i = 0; i < 100; i++)
        {
            uint number = generator.Next();
            Assert.Equal((number, number), (one.Next(), other.Next()));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 10_007)]
    [InlineData(8, 31)]
    [InlineData(13, 62)]
    [InlineData(29, 1_000)]
    public void CountInside_AnyPosition_TakesThePointsOneByOne(int drawn, int samples)
    {
        var (whole, single) = (new AdditiveGenerator(3), new AdditiveGenerator(3));
        whole.Skip(drawn);
        single.Skip(drawn);
        long expected = 0;
        for (int i = 0; i < samples; i++)
        {
            double x = (2 * (single.Next() / 2147483647.0)) - 1;
            double y = (2 * (single.Next() / 2147483647.0)) - 1;
            if ((x * x) + (y * y) < 1) expected++;
        }

        Assert.Equal(expected, whole.CountInside(samples));
        Assert.Equal(single.Next(), whole.Next());
    }

    [Fact]
    public void CountInside_AfterFourPoints_IsTheDocumentsFirstEstimate()
    {
        var generator = new AdditiveGenerator(1);
        generator.Skip(8);
        Assert.Equal(3.1422556, 4.0 * generator.CountInside(10_000_000) / 10_000_000);
    }
}
