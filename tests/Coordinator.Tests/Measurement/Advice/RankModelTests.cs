using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Serialization;

namespace Cluster.Tests.Measurement.Advice;

public sealed class RankModelTests
{
    private static readonly RankCosts Link = new(64, 1e-3, 1e9);

    [Fact]
    public void OneRank_IsTheMachineByItself()
    {
        RankForecast one = Predict(1, Link);
        Assert.Equal(one.Each.Warm, one.Warm);
        Assert.Equal((0.0, 0.0, 0.0), (one.Broadcast, one.Gather, one.Reducing));
    }

    [Fact]
    public void Ranks_MoreOfThem_ComputeLessEachAndTalkMore()
    {
        RankForecast[] by = [Predict(1, Link), Predict(2, Link), Predict(4, Link), Predict(8, Link)];
        Assert.Equal(by.OrderByDescending(static one => one.Each.Parts.Computing), by);
        Assert.Equal(by.OrderBy(static one => one.Broadcast), by);
        Assert.Equal(by.OrderBy(static one => one.Gather), by);
        // Eight are reached in three steps.
        Assert.Equal(3 * by[1].Broadcast, by[3].Broadcast, 12);
    }

    [Fact]
    public void Link_Slower_TakesLonger() =>
        Assert.True(Predict(4, Link with { RoundTripSeconds = 10e-3 }).Warm.Middle > Predict(4, Link).Warm.Middle);

    [Fact]
    public void Predict_MostIsNoPowerOfTwo_EndsThere()
    {
        IReadOnlyList<RankForecast> all = Model(Link with { Most = 6 }).Predict([1, 2], Work, MadeUp.Chunk(1e-3));
        Assert.Equal([1, 2, 4, 6], all.Select(static one => one.Ranks));
    }

    private static JobWork Work => new(Stages: 10, Chunks: 64, LastChunk: 1, SlicedBytes: 1 << 20, BroadcastBytes: 0, OutputBytes: 0, PartialBytes: 64 << 10, IsResident: true);

    private static RankForecast Predict(int ranks, RankCosts link) => Model(link).Predict(ranks, ExecutionMode.Threads, 2, Work, MadeUp.Chunk(1e-3));

    private static RankModel Model(RankCosts link) => new(new TimeModel(MadeUp.Machine, new Circumstances(2, null, ChunkCodec.Raw)), link);
}
