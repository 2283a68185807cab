using System.Runtime;
using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.TestKit;
using Cluster.Workloads.Allocate;

namespace Cluster.Tests.Workloads;

// The collector is the process's: another test that made it rest, or filled its memory, would change how many fit into a period here.
[Collection(nameof(AllocateTests))]
[CollectionDefinition(nameof(AllocateTests), DisableParallelization = true)]
public sealed class AllocateTests
{
    private const long Room = 16 << 20;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(100_003)]
    public void Allocate_AnyCount_SumsAsManyExponentialsOfOne(long count)
    {
        foreach (long? size in new long?[] { null, 1, 2, 7 })
        {
            JobResult result = new InProcessRun(new AllocateDefinition()).With(("count", count), ("rounds", 3L)).WithChunkSize(size).Result();
            Assert.Equal(3 * count * Math.E, result.Field<double>("sum"), 1e-10 * count);
            foreach (long held in new long[] { 1, 7, 64, 1000, 1 << 20 })
            {
                JobResult fewer = new InProcessRun(new AllocateDefinition()).With(("count", count), ("rounds", 3L), ("held", held))
                    .WithChunkSize(size).Result();
                Assert.Equal(result.Bits(), fewer.Bits());
            }
        }
    }

    [Fact]
    public void Result_Figures_AreMeasuredAndTheSumIsNot()
    {
        JobResult result = new InProcessRun(new AllocateDefinition()).With(("count", 10L), ("rounds", 1L)).Result();
        Assert.Equal([("sum", false), ("collections", true), ("pauseSeconds", true)], result.Fields.Select(field => (field.Name, field.IsMeasured)));
        Assert.Equal(3, result.Field<long[]>("collections").Length);
        Assert.True(result.Field<double>("pauseSeconds") >= 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Map_ManyObjects_AllocatesAnObjectEach(bool betweenRounds)
    {
        const int Count = 300_000;
        var job = new AllocateJob(Count, held: Count, rounds: 1, betweenRounds);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Map(job, 0);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, Count * AllocateJob.BytesPerObject, Count * AllocateJob.BytesPerObject * 102 / 100);
    }

    [Fact]
    public async Task Map_RoundsAtTheSameTime_GiveTheSameSums()
    {
        const int Count = 300_000;
        double expected = Map(new AllocateJob(Count, held: Count, rounds: 1, betweenRounds: false), 0);
        var job = new AllocateJob(Count, held: Count, rounds: 12, betweenRounds: true);
        var threads = new List<Task<double[]>>();
        for (int t = 0; t < 3; t++)
        {
            int[] chunks = [.. Enumerable.Range(4 * t, 4)];
            threads.Add(OnThread.Run(() => chunks.Select(chunk => Map(job, chunk)).ToArray()));
        }

        foreach (Task<double[]> thread in threads) Assert.All(await thread.OrTimeout(), sum => Assert.Equal(expected, sum));
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void Enter_AnyRoom_CollectorRestsUntilTheLastLeaves()
    {
        // The test runner allocates too, and so may end a period: one must be seen.
        var period = new QuietPeriod();
        bool rested = false;
        for (int i = 0; i < 1000 && !rested; i++)
        {
            period.Enter(Room);
            rested = GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;
            period.Leave();
            Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        }

        Assert.True(rested);
    }

    [Fact]
    public async Task Enter_NoRoom_WaitsAndThenSharesAPeriod()
    {
        var period = new QuietPeriod();
        period.Enter(Room);
        bool entered = false;
        var second = new Thread(() =>
        {
            period.Enter(Room);
            Volatile.Write(ref entered, true);
        }) { IsBackground = true };
        second.Start();
        await Eventually.Async("the second waits", () => second.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || Volatile.Read(ref entered));
        Assert.False(Volatile.Read(ref entered));
        period.Leave();
        await Eventually.Async("the second has entered", () => Volatile.Read(ref entered));

        // Two wanted the last period, so this one has room for two: nobody waits.
        await OnThread.Run(() => period.Enter(Room)).OrTimeout();
        period.Leave();
        period.Leave();
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public async Task Enter_MoreThanTheRuntimePromises_NobodyWaits()
    {
        var period = new QuietPeriod();
        period.Enter(1L << 60);
        await OnThread.Run(() => period.Enter(1L << 60)).OrTimeout();
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        period.Leave();
        period.Leave();
    }

    [Fact]
    public void Leave_ChunksThatOverlap_CountEachCollectionOnce()
    {
        // The test runner may collect at the same time, so the count is a lower and an upper bound.
        var meter = new CollectorMeter();
        GC.Collect();
        CollectorReading before = CollectorReading.Now();
        meter.Enter();
        GC.Collect();
        meter.Enter();
        GC.Collect();
        CollectorReading sum = meter.Leave();
        GC.Collect();
        sum += meter.Leave();
        CollectorReading all = CollectorReading.Now() - before;
        Assert.InRange(sum.Generation2, 3, all.Generation2);
        Assert.InRange(sum.PauseTicks, 0, all.PauseTicks);
        Assert.True(sum.Generation0 <= all.Generation0 && sum.Generation1 <= all.Generation1);
    }

    [Fact]
    public void Add_Partials_SumsTheFigures()
    {
        var job = new AllocateJob(1, held: 1, rounds: 2, betweenRounds: false);
        IReduction reduction = job.StartReduction(job.Plan(null));
        foreach (int i in new[] { 0, 1 })
        {
            var partial = new byte[job.PartialSize(job.Plan(null)[i])];
            MemoryMarshal.Write(partial, 1.5 + i);
            MemoryMarshal.Write(partial.AsSpan(8), new CollectorReading(1, 2, 3, 4_000_000));
            reduction.Add(job.Plan(null)[i], partial);
        }

        Assert.Equal(4.0, reduction.Result.Field<double>("sum"));
        Assert.Equal([2, 4, 6], reduction.Result.Field<long[]>("collections"));
        Assert.Equal(0.8, reduction.Result.Field<double>("pauseSeconds"));
    }

    [Theory]
    [InlineData("count", -1L)]
    [InlineData("count", 1L << 31)]
    [InlineData("held", -1L)]
    [InlineData("held", 1L << 31)]
    [InlineData("rounds", 0L)]
    [InlineData("rounds", 1L << 31)]
    public void Allocate_OptionOutOfRange_IsRefused(string option, long value)
    {
        var thrown = Assert.Throws<JobParameterException>(() => new InProcessRun(new AllocateDefinition()).With((option, value)).Result());
        Assert.Equal(option, thrown.Option);
    }

    [Fact]
    public void Allocate_MoreThanTheMachineHas_IsRefusedBeforehand()
    {
        long count = Math.Min(AllocateJob.MostObjects, (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / AllocateJob.BytesPerObject) + 1);
        if (count == AllocateJob.MostObjects) Assert.Skip("this machine has room for the longest list");
        var thrown = Assert.Throws<JobParameterException>(() => new InProcessRun(new AllocateDefinition()).With(("count", count)).Result());
        Assert.Equal("count", thrown.Option);
    }

    [Fact]
    public void Allocate_EveryWayToCollect_GivesTheSameBits()
    {
        // Enough for a period to be worth while.
        var results = new List<JobResult>();
        string[] ways = ["between-rounds", "any-time"];
        foreach (string way in ways)
            results.Add(new InProcessRun(new AllocateDefinition()).With(("count", 300_001L), ("rounds", 2L), ("collect", way)).Result());
        Assert.Equal(results[0].Bits(), results[1].Bits());
    }

    private static double Map(AllocateJob job, int chunk)
    {
        var partial = new byte[job.PartialSize(job.Plan(null)[chunk])];
        job.Map(new MapContext(job.Plan(null)[chunk], [], []), partial);
        return MemoryMarshal.Read<double>(partial);
    }
}
