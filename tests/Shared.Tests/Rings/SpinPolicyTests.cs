using Cluster.Rings;

namespace Cluster.Tests.Rings;

public sealed class SpinPolicyTests
{
    [Fact]
    public void Allows_NoTime_Never() => Assert.False(new SpinPolicy(0).Allows());

    [Fact]
    public void Failed_AgainAndAgain_IsLeftOutEverLongerUpToALimit()
    {
        var policy = new SpinPolicy(1);
        Assert.True(policy.Allows());
        Assert.Equal([1, 3, 7, 15, 31, 63, 63, 63], Enumerable.Range(0, 8).Select(_ => SkippedAfterFailure(policy)));
    }

    [Fact]
    public void Paid_AfterFailures_MakesGoodForAll()
    {
        var policy = new SpinPolicy(1);
        for (int i = 0; i < 5; i++) SkippedAfterFailure(policy);
        policy.Paid();
        Assert.True(policy.Allows());
        Assert.Equal(1, SkippedAfterFailure(policy));
    }

    private static int SkippedAfterFailure(SpinPolicy policy)
    {
        policy.Failed();
        int skipped = 0;
        while (!policy.Allows()) skipped++;
        return skipped;
    }
}
