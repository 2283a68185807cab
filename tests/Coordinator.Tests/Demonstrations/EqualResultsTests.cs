using Cluster.Coordinator.Demonstrations.Rng;

namespace Cluster.Coordinator.Demonstrations;

public sealed class EqualResultsTests
{
    // As in the document's estimates: four, four and two.
    private static readonly long[] Inherited = [31, 31, 31, 31, 27, 27, 27, 27, 28, 28];

    [Fact]
    public void Among_TheDocumentsPattern_HasThreeGroups()
    {
        var equal = EqualResults.Among(Inherited);

        Assert.Equal([4, 4, 2], equal.Groups.Select(static group => group.Count));
        Assert.Equal((3, 13L), (equal.Distinct, equal.EqualPairs));
        Assert.Equal(100.0 / 36, equal.EffectiveCount);
        Assert.Equal([5, 6, 7], equal.EqualTo(4));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    public void Among_AllDifferent_IsWorthAsManyAsThereAre(int count, double effective)
    {
        var equal = EqualResults.Among([.. Enumerable.Range(0, count).Select(static i => (long)i)]);

        Assert.Equal((count, 0L, effective), (equal.Distinct, equal.EqualPairs, equal.EffectiveCount));
        Assert.False(equal.IsBeyondChance(1000));
        if (count > 0) Assert.Empty(equal.EqualTo(0));
    }

    [Fact]
    public void Among_AllEqual_IsWorthOne() => Assert.Equal(1, EqualResults.Among([5, 5, 5, 5]).EffectiveCount);

    // Counts of 10^7 points: two of ten are now and then equal by chance, thirteen pairs never.
    [Fact]
    public void IsBeyondChance_OnePair_IsChance()
    {
        const double Deviation = 1298;
        long[] onePair = [1, 2, 3, 4, 5, 6, 7, 8, 9, 9];

        Assert.False(EqualResults.Among(onePair).IsBeyondChance(Deviation));
        Assert.True(EqualResults.Among(Inherited).IsBeyondChance(Deviation));
    }

    // Where there are few possible results, equal ones mean nothing.
    [Fact]
    public void IsBeyondChance_FewPossibleResults_IsChance() => Assert.False(EqualResults.Among(Inherited).IsBeyondChance(2));

    [Fact]
    public void ExpectedPairs_IndependentCounts_IsWhatThereAre()
    {
        TestKit.SeededRandom random = TestKit.SeededRandom.Create();
        const int Runs = 400, Tasks = 50;
        const double Deviation = 20;
        double found = 0;
        for (int run = 0; run < Runs; run++)
        {
            long[] counts = [.. Enumerable.Range(0, Tasks).Select(_ => (long)Math.Round(Deviation * Normal(random)))];
            found += EqualResults.Among(counts).EqualPairs;
        }

        // 1225 pairs, of which 1.4 % are equal: 17.3 in a run, 6900 in all, give or take 100.
        double expected = Runs * EqualResults.Among(new long[Tasks]).ExpectedPairs(Deviation);
        Assert.InRange(found / expected, 0.9, 1.1);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
