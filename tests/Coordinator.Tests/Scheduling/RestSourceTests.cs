using Cluster.TestKit;

namespace Cluster.Coordinator.Scheduling;

/// <summary>Where some chunks are done already.</summary>
public sealed class RestSourceTests
{
    public static TheoryData<int> Schedules => new(Enum.GetValues<Schedule>().Select(schedule => (int)schedule));

    // Workers that die give back a part; some are not replaced.
    [Theory]
    [MemberData(nameof(Schedules))]
    public void TryTake_AnyRest_GivesEachOpenChunkOnceAndNoOther(int schedule)
    {
        SeededRandom random = SeededRandom.Create();
        for (int round = 0; round < 500; round++)
        {
            int chunks = random.Next(1, 60), workers = random.Next(1, 5);
            int odds = random.Next(1, 10);
            int[] open = [.. Enumerable.Range(0, chunks).Where(_ => random.Next(10) < odds)];
            int? batchSize = random.Next(3) == 0 ? random.Next(1, 9) : null;
            var source = BatchSource.CreateForRest((Schedule)schedule, open, workers, batchSize, travels: random.Next(2) == 0);
            var ledger = new StageLedger(source, open.Length);
            int[] done = new int[chunks];
            var asking = Enumerable.Range(0, workers).ToList();
            while (asking.Count > 0)
            {
                int worker = asking[random.Next(asking.Count)];
                if (asking.Count > 1 && random.Next(20) == 0)
                {
                    ledger.Abandon(worker);
                    asking.Remove(worker);
                    continue;
                }

                if (!ledger.TryTake(worker, Reach.All, out ChunkRange batch))
                {
                    if (ledger.Waiting == 0) asking.Remove(worker);
                    continue;
                }

                int finished = random.Next(5) == 0 ? random.Next(batch.Count + 1) : batch.Count;
                for (int chunk = batch.First; chunk < batch.First + finished; chunk++)
                {
                    done[chunk]++;
                    ledger.Commit();
                }

                if (finished == batch.Count) continue;
                var lost = new UnderWay();
                lost.Add(batch, withData: true, 0);
                for (int chunk = batch.First; chunk < batch.First + finished; chunk++) Assert.True(lost.TryFinish(chunk));
                Assert.Equal(batch.Count - finished, ledger.Return(lost));
            }

            Assert.Equal(0, ledger.Missing);
            for (int chunk = 0; chunk < chunks; chunk++) Assert.Equal(open.Contains(chunk) ? 1 : 0, done[chunk]);
        }
    }

    [Fact]
    public void TryTake_ReachHeld_GivesNothing()
    {
        IBatchSource source = BatchSource.CreateForRest(Schedule.Auto, [3, 4, 9], workers: 2, batch: null, travels: true);
        for (int worker = 0; worker < 2; worker++) Assert.False(source.TryTake(worker, Reach.Held, out _));
    }

    // The blocks are those of what is left, not of what was.
    [Fact]
    public void TryTake_StaticSchedule_DividesWhatIsLeft()
    {
        IBatchSource source = BatchSource.CreateForRest(Schedule.Static, [6, 7, 8, 9], workers: 2, batch: null);
        Assert.True(source.TryTake(0, out ChunkRange first));
        Assert.True(source.TryTake(1, out ChunkRange second));
        Assert.Equal((new ChunkRange(6, 2), new ChunkRange(8, 2)), (first, second));
    }
}
