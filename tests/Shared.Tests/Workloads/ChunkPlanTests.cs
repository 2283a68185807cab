using Cluster.Jobs;

namespace Cluster.Tests.Workloads;

public sealed class ChunkPlanTests
{
    [Fact]
    public void Plan_AnyTotalAndSize_CoversEachSliceOnce()
    {
        const int Seed = 41;
        var random = new Random(Seed);
        for (int i = 0; i < 2_000; i++)
        {
            (long total, long size) = (random.Next(i % 2 == 0 ? 20 : 2_000), random.Next(1, i % 3 == 0 ? 10 : 3_000));
            AssertCovers(ChunkPlan.Contiguous(total, size), total, size, $"contiguous, {total} by {size}, seed {Seed}");
            AssertCovers(ChunkPlan.Strided(total, size), total, size, $"strided, {total} by {size}, seed {Seed}");
        }
    }

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(1, 5, 1)]
    [InlineData(7, 7, 1)]
    [InlineData(700, 88, 8)]
    [InlineData(long.MaxValue, long.MaxValue, 1)]
    [InlineData(long.MaxValue, 1L << 33, 1 << 30)]
    public void Count_AnyTotal_IsRoundedUp(long total, long size, int count)
    {
        Assert.Equal(count, ChunkPlan.Contiguous(total, size).Count);
        Assert.Equal(count, ChunkPlan.Strided(total, size).Count);
    }

    [Fact]
    public void Plan_HugeTotal_LastChunkEndsAtTheTotal()
    {
        ChunkPlan plan = ChunkPlan.Contiguous(long.MaxValue, 1L << 33);
        Chunk last = plan[plan.Count - 1];
        Assert.Equal(long.MaxValue, last.Start + last.Count);
    }

    [Fact]
    public void Plan_TooManyChunks_Throws() => Assert.Throws<OverflowException>(() => ChunkPlan.Contiguous(1L << 31, 1));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Indexer_OutOfRange_Throws(int index) => Assert.Throws<ArgumentOutOfRangeException>(() => ChunkPlan.Contiguous(9, 3)[index]);

    private static void AssertCovers(ChunkPlan plan, long total, long size, string where)
    {
        var seen = new int[total];
        for (int i = 0; i < plan.Count; i++)
        {
            Chunk chunk = plan[i];
            Assert.Equal((i, plan.IsStrided ? plan.Count : 1), (chunk.Index, chunk.Step));
            Assert.True(chunk.Count >= 1 && chunk.Count <= size, $"{where}: {chunk}");
            for (long slice = 0; slice < chunk.Count; slice++) seen[chunk.Start + (slice * chunk.Step)]++;
        }

        Assert.True(seen.All(times => times == 1), where);
    }
}
