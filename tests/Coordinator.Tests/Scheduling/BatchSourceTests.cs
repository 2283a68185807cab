using Cluster.Coordinator.Scheduling;
using Cluster.TestKit;

namespace Cluster.Tests.Scheduling;

public sealed class BatchSourceTests
{
    public static TheoryData<int> Schedules => new(Enum.GetValues<Schedule>().Select(schedule => (int)schedule));

    [Theory]
    [MemberData(nameof(Schedules))]
    public void TryTake_RandomOrderOfAsking_GivesEachChunkOnce(int schedule)
    {
        SeededRandom random = SeededRandom.Create();
        ForEachShape((chunks, workers, batch) =>
        {
            IBatchSource source = BatchSource.Create((Schedule)schedule, chunks, workers, batch);
            int[] given = new int[chunks];
            var asking = Enumerable.Range(0, workers).ToList();
            while (asking.Count > 0)
            {
                int worker = asking[random.Next(asking.Count)];
                if (!source.TryTake(worker, out ChunkRange taken))
                {
                    asking.Remove(worker);
                    continue;
                }

                // For a guided schedule the size is the least, not the most.
                Assert.InRange(taken.Count, 1, (Schedule)schedule == Schedule.Guided ? chunks : batch ?? chunks);
                for (int chunk = taken.First; chunk < taken.End; chunk++) given[chunk]++;
            }

            Assert.All(given, count => Assert.Equal(1, count));
            for (int worker = 0; worker < workers; worker++) Assert.False(source.TryTake(worker, out _));
        });
    }

    // A worker that dies gives back what it had begun from any chunk on; the next that asks gets it. Its successor asks under the same number.
    [Theory]
    [MemberData(nameof(Schedules))]
    public void Return_WorkersThatDie_EachChunkIsFinishedOnce(int schedule)
    {
        SeededRandom random = SeededRandom.Create();
        ForEachShape((chunks, workers, batch) =>
        {
            IBatchSource source = BatchSource.Create((Schedule)schedule, chunks, workers, batch);
            int[] finished = new int[chunks];
            var asking = Enumerable.Range(0, workers).ToList();
            for (int deaths = 0; asking.Count > 0;)
            {
                int worker = asking[random.Next(asking.Count)];
                if (!source.TryTake(worker, out ChunkRange taken))
                {
                    asking.Remove(worker);
                    continue;
                }

                int done = deaths < 100 && random.Next(3) == 0 ? random.Next(taken.Count + 1) : taken.Count;
                for (int chunk = taken.First; chunk < taken.First + done; chunk++) finished[chunk]++;
                if (done == taken.Count && random.Next(2) == 0) continue;
                deaths++;
                source.Return(new ChunkRange(taken.First + done, taken.Count - done));
                if (!asking.Contains(worker)) asking.Add(worker);
            }

            Assert.All(finished, count => Assert.Equal(1, count));
        });
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Return_Range_GoesToWhoeverAsksNext(int schedule)
    {
        IBatchSource source = BatchSource.Create((Schedule)schedule, 10, 3, null);
        for (int worker = 0; worker < 3; worker++)
            while (source.TryTake(worker, out _)) { }

        source.Return(new ChunkRange(4, 2));
        source.Return(new ChunkRange(1, 0));
        Assert.True(source.TryTake(2, out ChunkRange taken));
        Assert.Equal(new ChunkRange(4, 2), taken);
        Assert.False(source.TryTake(2, out _));
    }

    [Fact]
    public void Static_Blocks_DifferByAtMostOneAndLieInOrder() => ForEachShape((chunks, workers, batch) =>
    {
        if (batch is not null) return;
        IBatchSource source = BatchSource.Create(Schedule.Static, chunks, workers, null);
        int next = 0;
        for (int worker = 0; worker < workers; worker++)
        {
            int count = 0;
            if (source.TryTake(worker, out ChunkRange block))
            {
                Assert.Equal(next, block.First);
                count = block.Count;
            }

            Assert.InRange(count, chunks / workers, (chunks + workers - 1) / workers);
            Assert.False(source.TryTake(worker, out _));
            next += count;
        }

        Assert.Equal(chunks, next);
    });

    [Fact]
    public void Static_AskedByAnother_KeepsEachBlockForItsWorker()
    {
        IBatchSource source = BatchSource.Create(Schedule.Static, 4, 2, 1);
        Assert.True(source.TryTake(1, out ChunkRange taken));
        Assert.Equal(new ChunkRange(2, 1), taken);
        Assert.True(source.TryTake(1, out _));
        Assert.False(source.TryTake(1, out _));
        Assert.True(source.TryTake(0, out taken));
        Assert.Equal(new ChunkRange(0, 1), taken);
    }

    [Fact]
    public void Guided_Batches_NeverGrowAndKeepToTheMinimum()
    {
        foreach (int minimum in new[] { 1, 3 })
        {
            IBatchSource source = BatchSource.Create(Schedule.Guided, 1000, 4, minimum);
            int before = int.MaxValue;
            int left = 1000;
            while (source.TryTake(0, out ChunkRange batch))
            {
                Assert.InRange(batch.Count, Math.Min(minimum, left), Math.Max(minimum, left / 4));
                Assert.True(batch.Count <= before);
                (before, left) = (batch.Count, left - batch.Count);
            }

            Assert.Equal(0, left);
        }
    }

    [Fact]
    public void Guided_FewerMessagesThanDynamic()
    {
        IBatchSource source = BatchSource.Create(Schedule.Guided, 10_000, 4, null);
        int messages = 0;
        while (source.TryTake(0, out _)) messages++;
        Assert.InRange(messages, 8, 200);
    }

    [Fact]
    public void Auto_WorkersOfOneSpeed_StayInTheirOwnBlocks()
    {
        const int Chunks = 64;
        const int Workers = 4;
        IBatchSource source = BatchSource.Create(Schedule.Auto, Chunks, Workers, 1);
        for (int round = 0; round < Chunks / Workers; round++)
        {
            for (int worker = 0; worker < Workers; worker++)
            {
                Assert.True(source.TryTake(worker, out ChunkRange batch));
                Assert.Equal((worker * Chunks / Workers) + round, batch.First);
            }
        }
    }

    [Fact]
    public void Auto_WorkerThatIsDone_TakesFromTheEndOfTheLongestBlock()
    {
        IBatchSource source = BatchSource.Create(Schedule.Auto, 30, 3, 1);
        for (int i = 0; i < 4; i++) source.TryTake(1, out _);
        for (int i = 0; i < 10; i++) source.TryTake(0, out _);
        // Block 1 has 6 left, block 2 all of its 10.
        Assert.True(source.TryTake(0, out ChunkRange taken));
        Assert.Equal(new ChunkRange(29, 1), taken);
        Assert.True(source.TryTake(2, out taken));
        Assert.Equal(new ChunkRange(20, 1), taken);
    }

    private static void ForEachShape(Action<int, int, int?> check)
    {
        for (int chunks = 0; chunks <= 70; chunks++)
            for (int workers = 1; workers <= 8; workers++)
                foreach (int? batch in new int?[] { null, 1, 3, 1000 }) check(chunks, workers, batch);
    }
}
