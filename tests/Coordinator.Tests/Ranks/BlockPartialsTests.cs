using Cluster.Coordinator.Ranks;
using Cluster.Coordinator.Reduction;
using Cluster.Coordinator.Scheduling;

namespace Cluster.Tests.Ranks;

public sealed class BlockPartialsTests
{
    [Fact]
    public void Chunks_OutsideOfTheBlock_AreThereAlready()
    {
        var target = new Recording();
        var partials = new BlockPartials([3, 4, 7], 9, target, takesEarly: false);
        Assert.Equal([3, 4, 7], partials.MissingChunks()!);
        Assert.Equal([3, 4, 7], Enumerable.Range(0, 9).Where(chunk => !partials.Has(chunk)));
        partials.Commit(4, [1]);
        Assert.True(partials.Has(4));
        Assert.Equal([3, 7], partials.MissingChunks()!);
        Assert.Equal(2, partials.Missing);
        Assert.Equal([4], target.Chunks);
    }

    [Fact]
    public void MissingChunks_AllOfTheStage_SaysSoWithoutAList() => Assert.Null(new BlockPartials([0, 1], 2, new Recording(), takesEarly: false).MissingChunks());

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Commit_TwiceOrOfAnotherRank_Throws(int chunk)
    {
        var partials = new BlockPartials([4], 9, new Recording(), takesEarly: false);
        partials.Commit(4, []);
        Assert.Throws<ArgumentOutOfRangeException>(() => partials.Commit(chunk, []));
    }

    [Fact]
    public void Runs_ChunksInOrder_AreNeighbours()
    {
        Assert.Equal([new ChunkRange(1, 2), new ChunkRange(4, 1), new ChunkRange(6, 2)], ChunkList.Runs([1, 2, 4, 6, 7]));
        Assert.Empty(ChunkList.Runs([]));
        Assert.Equal([1, 2, 4], ChunkList.All(ChunkList.Runs([1, 2, 4])));
    }

    private sealed class Recording : ICommitLog
    {
        internal List<int> Chunks { get; } = [];

        public void Committed(int chunk, ReadOnlySpan<byte> partial) => Chunks.Add(chunk);
    }
}
