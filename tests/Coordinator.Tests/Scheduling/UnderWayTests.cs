using System.Diagnostics;

namespace Cluster.Coordinator.Scheduling;

public sealed class UnderWayTests
{
    [Fact]
    public void TryFinish_InOrder_LeavesTheRestOutstanding()
    {
        var sent = new UnderWay();
        Assert.Equal(-1, sent.Current);
        Assert.False(sent.TryFinish(-1));
        sent.Add(new ChunkRange(4, 2), withData: false, 0);
        sent.Add(new ChunkRange(9, 3), withData: false, 0);

        Assert.False(sent.TryFinish(5));
        Assert.False(sent.TryFinish(9));
        Assert.True(sent.TryFinish(4));
        Assert.Equal([new ChunkRange(5, 1), new ChunkRange(9, 3)], sent.Outstanding());
        Assert.True(sent.TryFinish(5));
        Assert.False(sent.TryFinish(5));
        Assert.Equal(9, sent.Current);
        Assert.Equal([new ChunkRange(9, 3)], sent.Outstanding());
        for (int chunk = 9; chunk < 12; chunk++) Assert.True(sent.TryFinish(chunk));
        Assert.Equal(-1, sent.Current);
        Assert.Empty(sent.Outstanding());
    }

    [Fact]
    public void HasRoom_OneChunkLeft_AlwaysHasRoom()
    {
        var sent = new UnderWay();
        Assert.True(sent.HasRoom(0));
        sent.Add(new ChunkRange(0, 1), withData: false, 0);
        Assert.True(sent.HasRoom(0));
    }

    [Fact]
    public void HasRoom_FastChunks_IsBoundedByTheFairShare()
    {
        var sent = new UnderWay();
        sent.Add(new ChunkRange(0, 2), withData: false, 0);
        Assert.False(sent.HasRoom(100), "how long chunks take is not known yet");
        Assert.True(sent.TryFinish(0));
        sent.Observe(Stopwatch.Frequency / 1_000_000);
        sent.Add(new ChunkRange(2, 4), withData: false, 0);

        Assert.True(sent.HasRoom(6));
        Assert.False(sent.HasRoom(5));
    }

    [Fact]
    public void HasRoom_SlowChunks_IsBoundedByTheHorizon()
    {
        var sent = new UnderWay();
        sent.Add(new ChunkRange(0, 3), withData: false, 0);
        Assert.True(sent.TryFinish(0));
        sent.Observe(Stopwatch.Frequency / 10);
        Assert.False(sent.HasRoom(100));
    }

    [Fact]
    public void IsCarrying_UntilTheLastChunkWhoseDataWasSentIsFinished()
    {
        var sent = new UnderWay();
        Assert.True(sent.IsEmpty && !sent.IsCarrying);
        sent.Add(new ChunkRange(0, 1), withData: false, 0);
        Assert.False(sent.IsCarrying);
        sent.Add(new ChunkRange(7, 2), withData: true, 0);
        sent.Add(new ChunkRange(1, 1), withData: false, 0);
        foreach (int chunk in new[] { 0, 7, 8 })
        {
            Assert.True(sent.IsCarrying);
            Assert.True(sent.TryFinish(chunk));
        }

        Assert.False(sent.IsCarrying || sent.IsEmpty);
        Assert.True(sent.TryFinish(1) && sent.IsEmpty);
    }
}
