using Cluster.TestKit;

namespace Cluster.Coordinator.Scheduling;

public sealed class StageLedgerTests
{
    private const int Workers = 3;

    [Fact]
    public void TryReserve_KeepsTheBatchForItsWorker()
    {
        var ledger = new StageLedger(new DynamicSource(3, 1), 3);

        Assert.True(ledger.TryReserve(1));
        Assert.True(ledger.TryReserve(1), "a second time it is the same batch");
        Assert.Equal(1, Take(ledger, 0));
        Assert.Equal(0, Take(ledger, 1));
        Assert.Equal(2, Take(ledger, 1));
        Assert.Equal(-1, Take(ledger, 1));
        Assert.False(ledger.TryReserve(2));
    }

    [Fact]
    public void Abandon_ReservedBatch_GoesToWhoeverAsks()
    {
        var ledger = new StageLedger(new StaticSource(Workers, Workers, 1), Workers);
        Assert.True(ledger.TryReserve(2));
        Assert.Equal(0, Take(ledger, 0));
        Assert.Equal(-1, Take(ledger, 0));

        ledger.Abandon(2);

        Assert.Equal(2, Take(ledger, 0));
        Assert.Equal(-1, Take(ledger, 2));
    }

    [Fact]
    public void Return_UnfinishedChunks_AreGivenOutAgain()
    {
        var ledger = new StageLedger(new DynamicSource(4, 2), 4);
        var lost = new UnderWay();
        for (int i = 0; i < 2; i++)
        {
            Assert.True(ledger.TryTake(0, Reach.All, out ChunkRange batch));
            lost.Add(batch, withData: false, 0);
        }

        Assert.True(lost.TryFinish(0));
        Assert.False(ledger.Commit());
        Assert.Equal(0, ledger.Waiting);

        Assert.Equal(3, ledger.Return(lost));
        Assert.Equal(3, ledger.Waiting);
        Assert.True(ledger.TryReserve(1));
        Assert.Equal(3, ledger.Waiting);
        Assert.Equal([701], ledger.Blame(1, 701));
        Assert.Equal([702], ledger.Blame(2, 702));
        Assert.Equal([701, 703], ledger.Blame(1, 703));
        Assert.True(ledger.TryTake(1, Reach.All, out ChunkRange first) && ledger.TryTake(1, Reach.All, out ChunkRange second) && (first, second) == (new ChunkRange(1, 1), new ChunkRange(2, 2)));
        Assert.Equal((3, 0), (ledger.Missing, ledger.Waiting));
    }

    [Fact]
    [Trait("Fault", "17")]
    public void Return_OneIsSetAside_GivesOutTheOthersOnly()
    {
        var ledger = new StageLedger(new DynamicSource(6, 6), 6);
        UnderWay lost = Taken(ledger, 0);
        Assert.True(lost.TryFinish(0));

        Assert.Equal(4, ledger.Return(lost, setAside: 3));
        Assert.False(ledger.Commit());
        Assert.Equal([1, 2, 4, 5], Rest(ledger));
        Assert.Equal(0, ledger.Waiting);
    }

    [Fact]
    [Trait("Fault", "25")]
    public void Return_OneOfTwoCopies_IsNotMissed()
    {
        var ledger = new StageLedger(new DynamicSource(3, 3), 3);
        UnderWay slow = Taken(ledger, 0), fast = Copied(ledger, 1);

        Assert.False(ledger.TryCopy(1));
        // The one that began it first is lost: the other still has it.
        Assert.Equal(2, ledger.Return(slow));
        Assert.Equal([0, 2], Rest(ledger));
        // And then that one, too.
        Assert.Equal(1, ledger.Return(fast));
        Assert.Equal([1], Rest(ledger));
    }

    [Fact]
    [Trait("Fault", "25")]
    public void Return_CopyOfWhatIsDone_IsNotGivenOutAgain()
    {
        var ledger = new StageLedger(new DynamicSource(3, 3), 3);
        UnderWay slow = Taken(ledger, 0), fast = Copied(ledger, 0);
        Assert.True(fast.TryFinish(0) && ledger.EndsCopies(0));
        Assert.False(ledger.Commit());

        Assert.Equal(2, ledger.Return(slow));
        Assert.Equal([1, 2], Rest(ledger));
        Assert.False(ledger.EndsCopies(1));
    }

    private static UnderWay Taken(StageLedger ledger, int worker)
    {
        var lane = new UnderWay();
        Assert.True(ledger.TryTake(worker, Reach.All, out ChunkRange batch));
        lane.Add(batch, withData: false, 0);
        return lane;
    }

    private static UnderWay Copied(StageLedger ledger, int chunk)
    {
        var lane = new UnderWay();
        Assert.True(ledger.TryCopy(chunk));
        lane.Add(new ChunkRange(chunk, 1), withData: false, 0);
        return lane;
    }

    private static List<int> Rest(StageLedger ledger)
    {
        List<int> chunks = [];
        while (ledger.TryTake(1, Reach.All, out ChunkRange batch)) chunks.AddRange(Enumerable.Range(batch.First, batch.Count));
        chunks.Sort();
        return chunks;
    }

    [Fact]
    public void Close_GivesNothingOutAndIsNeverComplete()
    {
        var ledger = new StageLedger(new DynamicSource(2, 1), 2);
        Assert.True(ledger.TryReserve(0));

        ledger.Close();

        Assert.Equal((-1, -1), (Take(ledger, 0), Take(ledger, 1)));
        Assert.False(ledger.TryReserve(1));
        Assert.False(ledger.Commit());
    }

    [Fact]
    public void Commit_LastChunk_SaysSoOnce()
    {
        var ledger = new StageLedger(new DynamicSource(2, 2), 2);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(_ => ledger.Commit()));
        Assert.Equal(0, ledger.Missing);
    }

    // Workers take, finish, are lost, are started for a reserved batch and given up, in any order: every chunk is committed once.
    [Fact]
    public void Anything_InAnyOrder_CommitsEveryChunkOnce()
    {
        Random random = SeededRandom.Create();
        for (int round = 0; round < 500; round++)
        {
            int chunks = random.Next(1, 40);
            var schedule = (Schedule)random.Next(4);
            int? batchSize = random.Next(2) == 0 ? null : random.Next(1, 5);
            var ledger = new StageLedger(BatchSource.Create(schedule, chunks, Workers, batchSize), chunks);
            var lanes = new UnderWay?[Workers];
            var alive = Enumerable.Repeat(true, Workers).ToArray();
            var committed = new List<int>();
            bool complete = false;
            for (int step = 0; !complete; step++)
            {
                Assert.True(step < 100_000, $"no end: {schedule}, {chunks} chunks, {ledger.Missing} missing");
                int worker = random.Next(Workers);
                if (!alive[worker]) continue;
                if (lanes[worker] is not { } lane)
                {
                    if (ledger.TryReserve(worker) && random.Next(3) > 0) lanes[worker] = new UnderWay();
                    else if (random.Next(50) == 0 && alive.Count(static one => one) > 1) (alive[worker], _) = (false, Abandon(ledger, worker));
                }
                else if (random.Next(20) == 0)
                {
                    ledger.Return(lane);
                    lanes[worker] = null;
                }
                else if (lane.Current is int current and >= 0 && random.Next(2) == 0)
                {
                    Assert.True(lane.TryFinish(current));
                    committed.Add(current);
                    complete = ledger.Commit();
                }
                else if (ledger.TryTake(worker, Reach.All, out ChunkRange batch))
                {
                    lane.Add(batch, withData: false, 0);
                }
            }

            Assert.Equal(Enumerable.Range(0, chunks), committed.Order());
        }
    }

    private static bool Abandon(StageLedger ledger, int worker)
    {
        ledger.Abandon(worker);
        return true;
    }

    private static int Take(StageLedger ledger, int worker) => ledger.TryTake(worker, Reach.All, out ChunkRange batch) ? batch.First : -1;
}
