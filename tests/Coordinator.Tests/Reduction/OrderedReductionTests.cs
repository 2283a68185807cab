using Cluster.Coordinator.Reduction;
using Cluster.Jobs;
using Cluster.TestKit;

namespace Cluster.Tests.Reduction;

public sealed class OrderedReductionTests
{
    [Fact]
    public void Commit_AnyOrderOfArrival_FeedsChunkOrderInEveryStage()
    {
        SeededRandom random = SeededRandom.Create();
        for (int round = 0; round < 300; round++)
        {
            int chunks = random.Next(40);
            int stages = random.Next(1, 4);
            var inner = new Recording(stages);
            using var reduction = new OrderedReduction(inner, ChunkPlan.Contiguous(chunks * 10, 10));
            for (int stage = 0; stage < stages; stage++)
            {
                int[] order = [.. Enumerable.Range(0, chunks)];
                random.Shuffle(order);
                byte[] shared = new byte[8];
                foreach (int chunk in order)
                {
                    Assert.False(reduction.IsComplete);
                    // The caller's buffer is used again for every partial.
                    BitConverter.TryWriteBytes(shared, (stage * 1000) + chunk);
                    reduction.Commit(chunk, shared);
                }

                Assert.True(reduction.IsComplete);
                Assert.Equal(Enumerable.Range(0, chunks).Select(chunk => (chunk, (stage * 1000) + chunk)), inner.Added);
                inner.Added.Clear();
                Assert.Equal(stage < stages - 1, reduction.CompleteStage() is not null);
            }
        }
    }

    [Fact]
    public void CompleteStage_ChunksMissing_Throws()
    {
        var inner = new Recording(1);
        using var reduction = new OrderedReduction(inner, ChunkPlan.Contiguous(3, 1));
        reduction.Commit(0, new byte[8]);
        reduction.Commit(2, new byte[8]);
        Assert.Contains("2 chunks", Assert.Throws<InvalidOperationException>(() => reduction.CompleteStage()).Message, StringComparison.Ordinal);
        reduction.Commit(1, new byte[8]);
        Assert.Null(reduction.CompleteStage());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(3)]
    public void Commit_ChunkTwiceOrOutsideThePlan_Throws(int chunk)
    {
        var inner = new Recording(2);
        using var reduction = new OrderedReduction(inner, ChunkPlan.Contiguous(3, 1));
        reduction.Commit(0, new byte[8]);
        reduction.Commit(2, new byte[8]);
        Assert.ThrowsAny<ArgumentException>(() => reduction.Commit(chunk, new byte[8]));
        reduction.Commit(1, new byte[8]);
        Assert.Equal([0, 1, 2], inner.Added.Select(added => added.Chunk));
        Assert.NotNull(reduction.CompleteStage());
        Assert.False(reduction.IsComplete);
    }

    [Fact]
    public void Commit_PartialsOfAnyLength_ArriveWhole()
    {
        var inner = new Recording(1);
        using var reduction = new OrderedReduction(inner, ChunkPlan.Contiguous(3, 1));
        reduction.Commit(2, new byte[100]);
        reduction.Commit(1, []);
        reduction.Commit(0, new byte[5]);
        Assert.Equal([5, 0, 100], inner.Lengths);
    }

    [Fact]
    public async Task Commit_FromSeveralThreads_FeedsChunkOrder()
    {
        SeededRandom random = SeededRandom.Create();
        const int Chunks = 2000;
        var inner = new Recording(1);
        using var reduction = new OrderedReduction(inner, ChunkPlan.Contiguous(Chunks, 1));
        int[] order = [.. Enumerable.Range(0, Chunks)];
        random.Shuffle(order);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => OnThread.Run(() =>
        {
            for (int i = thread; i < Chunks; i += 4) reduction.Commit(order[i], BitConverter.GetBytes((long)order[i]));
        }))).OrTimeout();
        Assert.True(reduction.IsComplete);
        Assert.Equal(Enumerable.Range(0, Chunks).Select(chunk => (chunk, chunk)), inner.Added);
    }

    [Fact]
    public void CompleteStage_Counters_AreSeenBeforeTheStageEnds()
    {
        var inner = new Recording(2);
        using var reduction = new OrderedReduction(inner, ChunkPlan.Contiguous(0, 1));
        reduction.CompleteStage([1, 2]);
        reduction.CompleteStage([3, 4]);
        Assert.Equal(["counters 1,2", "stage", "counters 3,4", "stage"], inner.Calls);
    }

    [Fact]
    public void CompleteStage_NoCounters_IsNotToldOfAny()
    {
        var inner = new Recording(1);
        using var reduction = new OrderedReduction(inner, ChunkPlan.Contiguous(0, 1));
        reduction.CompleteStage();
        Assert.Equal(["stage"], inner.Calls);
    }

    private sealed class Recording(int stages) : IReduction
    {
        private int _stage;

        internal List<(int Chunk, int Value)> Added { get; } = [];

        internal List<int> Lengths { get; } = [];

        public JobResult Result => new([]);

        public void Add(in Chunk chunk, ReadOnlySpan<byte> partial)
        {
            Added.Add((chunk.Index, partial.Length >= 4 ? BitConverter.ToInt32(partial) : 0));
            Lengths.Add(partial.Length);
        }

        internal List<string> Calls { get; } = [];

        public void TakeCounters(ReadOnlySpan<long> counters) => Calls.Add($"counters {string.Join(',', counters.ToArray())}");

        public byte[]? CompleteStage()
        {
            Calls.Add("stage");
            return ++_stage < stages ? [] : null;
        }
    }
}
