namespace Cluster.Processes;

public sealed class StartRoomTests
{
    [Theory]
    [InlineData(64, 60, 0)]
    [InlineData(160, 100, 4)]
    [InlineData(1024, 100, 176)]
    [InlineData(10, 4000, 0)]
    [Trait("Fault", "40")]
    public void OfFiles_LimitAndUse_LeavesRoomFor(long limit, long used, int workers)
    {
        StartRoom room = StartRoom.OfFiles(limit, used);
        Assert.Equal(workers, room.Workers);
        Assert.Contains($"{limit} open files are allowed, {used} are in use", room.Limit, StringComparison.Ordinal);
        Assert.True(StartRoom.OfFiles(limit, used, first: false).Workers >= workers);
    }

    [Theory]
    [InlineData(20, 8, 0)]
    [InlineData(24, 8, 1)]
    [InlineData(100, 8, 10)]
    [Trait("Fault", "41")]
    public void OfThreads_LimitAndUse_LeavesRoomFor(long limit, long used, int workers)
    {
        StartRoom room = StartRoom.OfThreads(limit, used, "of this user", "ulimit -u");
        Assert.Equal(workers, room.Workers);
        Assert.EndsWith("(raise ulimit -u)", room.Limit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, 256, 0, 4, 160)]
    [InlineData(1024, 0, 200, 4, 190)]
    [InlineData(4096, 0, 0, 64, 47)]
    [InlineData(512, 500, 100, 64, 32)]
    [Trait("Fault", "35")]
    public void HeapShare_LimitLessSharedLessOwn_IsDivided(long limit, long shared, long own, int workers, long share)
    {
        const int MiB = 1 << 20;
        Assert.Equal(share, HeapShare.Of(limit * MiB, shared * MiB, own * MiB, workers) / MiB);
        Assert.True(workers * (share + 16) <= Math.Max(limit - shared - own, workers * 48));
    }
}
