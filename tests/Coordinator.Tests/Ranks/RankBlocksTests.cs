using Cluster.Coordinator.Ranks;
using Cluster.Coordinator.Scheduling;
using Cluster.TestKit;

namespace Cluster.Tests.Ranks;

public sealed class RankBlocksTests
{
    [Fact]
    public void Blocks_AnyNumbers_CoverEveryChunkOnce()
    {
        SeededRandom random = SeededRandom.Create();
        for (int round = 0; round < 500; round++)
        {
            int[] workers = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(1, 5))];
            int count = random.Next(200);
            var blocks = new RankBlocks(count, workers, asks: random.Next(2) == 0);
            var given = new List<int>();
            for (int rank = 0; rank < workers.Length; rank++) Add(given, blocks.First(rank));
            while (blocks.TryTake(random.Next(workers.Length), out ChunkRange block)) Add(given, block);
            Assert.Equal(Enumerable.Range(0, count), given.Order());
        }
    }

    [Fact]
    public void Dealt_OneTooMany_NobodyIsAskedForMore() => Assert.False(new RankBlocks(7, [1, 2], asks: false).TryTake(0, out _));

    [Fact]
    public void Asked_ManyChunks_BlocksGetSmaller()
    {
        var blocks = new RankBlocks(1_000, [2, 2], asks: true);
        Assert.Equal(new ChunkRange(0, 250), blocks.First(0));
        var sizes = new List<int>();
        while (blocks.TryTake(sizes.Count % 2, out ChunkRange block)) sizes.Add(block.Count);
        Assert.Equal(sizes.OrderDescending(), sizes);
        // The last ones are a chunk for each worker.
        Assert.InRange(sizes[^1], 1, 2);
        Assert.Equal(125, sizes[0]);
    }

    [Fact]
    public void Relay_AnySize_ReachesEveryRankOnceInFewSteps()
    {
        for (int size = 1; size <= 70; size++)
        {
            int[] steps = new int[size];
            var reached = new HashSet<int> { 0 };
            var next = new Queue<int>([0]);
            while (next.TryDequeue(out int rank))
            {
                int step = steps[rank];
                foreach (int target in Relay.Targets(rank, size))
                {
                    Assert.True(reached.Add(target));
                    steps[target] = ++step;
                    next.Enqueue(target);
                }
            }

            Assert.Equal(size, reached.Count);
            Assert.True(steps.Max() <= Math.Ceiling(Math.Log2(size)), $"{size} ranks take {steps.Max()} steps");
        }
    }

    private static void Add(List<int> given, ChunkRange block) => given.AddRange(Enumerable.Range(block.First, block.Count));
}
