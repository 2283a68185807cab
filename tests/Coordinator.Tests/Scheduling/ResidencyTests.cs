namespace Cluster.Coordinator.Scheduling;

public sealed class ResidencyTests
{
    private readonly Residency _residency = new(chunks: 64);

    [Fact]
    public void TryTake_HeldOnly_StopsWhereTheDataOfTheOwnBlockEnds()
    {
        IBatchSource source = NewStage();
        Assert.False(source.TryTake(0, Reach.Held, out _));
        _residency.Add(0, new ChunkRange(0, 3));
        Assert.Equal([0, 1, 2], Drain(source, 0, Reach.Held));
        Assert.Equal(Enumerable.Range(3, 29), Drain(source, 0, Reach.Own));
    }

    [Fact]
    public void TryTake_AHelper_GetsWhatItHasFirstAndTheRestOneAtATime()
    {
        _residency.Add(1, new ChunkRange(28, 4));
        IBatchSource source = NewStage();
        Assert.Equal([.. Enumerable.Range(28, 36)], Drain(source, 1, Reach.Own).Order());
        Assert.False(source.TryTake(1, Reach.Own, out _));
        Assert.True(source.TryTake(1, Reach.All, out ChunkRange other));
        Assert.Equal(new ChunkRange(27, 1), other);
    }

    [Fact]
    public void TryTake_RandomReachAndRandomResidency_GivesEachChunkOnce()
    {
        const int Seed = 17;
        var random = new Random(Seed);
        for (int round = 0; round < 300; round++)
        {
            (int chunks, int workers) = (random.Next(1, 80), random.Next(1, 5));
            var residency = new Residency(chunks);
            for (int i = random.Next(4); i > 0; i--) residency.Add(random.Next(workers), new ChunkRange(random.Next(chunks), 1));
            IBatchSource source = BatchSource.Create(Schedule.Auto, chunks, workers, null, residency);
            var given = new List<int>();
            for (int refusals = 0; refusals < 50;)
            {
                int worker = random.Next(workers);
                if (!source.TryTake(worker, (Reach)random.Next(3), out ChunkRange batch))
                {
                    refusals++;
                    continue;
                }

                refusals = 0;
                residency.Add(worker, batch);
                given.AddRange(Enumerable.Range(batch.First, batch.Count));
            }

            Assert.True(given.Order().SequenceEqual(Enumerable.Range(0, chunks)), $"round {round}, seed {Seed}");
        }
    }

    [Fact]
    public void TryTake_ReturnedWork_IsNotHeldByAnybody()
    {
        IBatchSource source = NewStage();
        Drain(source, 0, Reach.All);
        source.Return(new ChunkRange(5, 2));
        Assert.False(source.TryTake(1, Reach.Held, out _));
        Assert.True(source.TryTake(1, Reach.Own, out ChunkRange batch));
        Assert.Equal(new ChunkRange(5, 2), batch);
    }

    [Fact]
    public void Add_WhatAWorkerHas_IsNoNewsUntilItIsForgotten()
    {
        Assert.True(_residency.Add(2, new ChunkRange(4, 3)));
        Assert.False(_residency.Add(2, new ChunkRange(5, 2)));
        Assert.True(_residency.Add(2, new ChunkRange(6, 2)));
        Assert.True(_residency.Add(1, new ChunkRange(5, 1)));
        _residency.Forget(2);
        Assert.True(_residency.Add(2, new ChunkRange(5, 1)));
        _residency.Clear();
        Assert.True(_residency.Add(1, new ChunkRange(5, 1)));
    }

    private static List<int> Drain(IBatchSource source, int worker, Reach reach)
    {
        var taken = new List<int>();
        while (source.TryTake(worker, reach, out ChunkRange batch))
            taken.AddRange(Enumerable.Range(batch.First, batch.Count));
        return taken;
    }

    private IBatchSource NewStage() => BatchSource.Create(Schedule.Auto, 64, 2, null, _residency);
}
