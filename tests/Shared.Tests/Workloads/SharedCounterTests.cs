using Cluster.DataPlane.Mapped;
using Cluster.Jobs;
using Cluster.Memory;
using Cluster.TestKit;
using Cluster.Workloads.SharedCounter;

namespace Cluster.Tests.Workloads;

public sealed class SharedCounterTests
{
    public static TheoryData<string> Disciplines => ["unsynchronized", "stale-read", "locked", "atomic", "per-worker"];

    public static TheoryData<string> Racing => ["unsynchronized", "stale-read"];

    public static TheoryData<string> Right => ["locked", "atomic", "per-worker"];

    [Theory]
    [MemberData(nameof(Disciplines))]
    public void SharedCounter_OneChunkAfterTheOther_LosesNothing(string discipline)
    {
        foreach (long increments in new long[] { 0, 1, 15, 16, 17, 1000 })
        {
            foreach (long? size in new long?[] { null, 1, 7, 5000 })
            {
                foreach (bool copied in new[] { false, true })
                {
                    JobResult result = Run(discipline, increments).WithChunkSize(size).WithCopiedChunks(copied).Result();
                    Assert.Equal(
                        (increments, increments, 0L, 0L),
                        (result.Field<long>("expected"), result.Field<long>("actual"), result.Field<long>("lost"), result.Field<long>("recounted")));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Disciplines))]
    public void Result_WhatRacesDecide_IsMeasured(string discipline)
    {
        bool races = Racing.Any(row => row.Data == discipline);
        JobResult result = Run(discipline, 100).Result();
        Assert.False(result.Fields.Single(field => field.Name == "expected").IsMeasured);
        foreach (string name in new[] { "actual", "lost", "recounted" })
            Assert.Equal(races, result.Fields.Single(field => field.Name == name).IsMeasured);
        Assert.All(result.Fields.Skip(4), field => Assert.True(field.IsMeasured));
    }

    [Theory]
    [MemberData(nameof(Right))]
    public async Task Map_SeveralThreads_LosesNothing(string discipline)
    {
        const long Each = 20_000;
        Assert.Equal(4 * Each, await CountAsync(discipline, [0, 1, 2, 3], Each));
    }

    [Fact]
    public async Task Map_MoreWorkersThanCounters_LosesNothing()
    {
        const long Each = 20_000;
        int[] workers = [SharedCounterJob.OwnCounters - 1, SharedCounterJob.OwnCounters, SharedCounterJob.OwnCounters + 1, 100_000];
        Assert.Equal(4 * Each, await CountAsync("per-worker", workers, Each));
    }

    [Theory]
    [MemberData(nameof(Racing))]
    public async Task Map_SeveralThreadsThatRace_LosesUpdatesAtLast(string discipline)
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "needs two cores: on one, threads take turns that may be longer than the test");
        // How often depends on the machine and on what else it does; that it never counts too much does not.
        const long Each = 1_000_000;
        bool lost = false;
        for (int round = 0; round < 200 && !lost; round++)
        {
            long actual = await CountAsync(discipline, [0, 1], Each);
            Assert.InRange(actual, 1, 2 * Each);
            lost = actual < 2 * Each;
        }

        Assert.True(lost, "two threads counted to the end 200 times without losing anything");
    }

    [Fact]
    public void PerWorker_Result_NamesWhatEachHasCounted()
    {
        var reduction = new SharedCounterReduction(Discipline.PerWorker);
        Add(reduction, 10, waits: 0);
        reduction.TakeCounters([4, 0, 6, 0, 0]);
        Assert.Equal([4, 0, 6], reduction.Result.Field<long[]>("perWorker"));
        Assert.Equal(10, reduction.Result.Field<long>("actual"));
    }

    [Fact]
    public void Locked_Result_CountsWaits()
    {
        var reduction = new SharedCounterReduction(Discipline.Locked);
        Add(reduction, 10, waits: 3);
        Add(reduction, 5, waits: 4);
        reduction.TakeCounters([15]);
        Assert.Equal((15L, 7L), (reduction.Result.Field<long>("expected"), reduction.Result.Field<long>("waits")));
    }

    [Theory]
    [InlineData(7, 3, 0)]
    [InlineData(10, 0, 0)]
    [InlineData(12, 0, 2)]
    public void Result_FewerOrMoreThanExpected_SaysWhich(long actual, long lost, long recounted)
    {
        var reduction = new SharedCounterReduction(Discipline.Atomic);
        Add(reduction, 10, waits: 0);
        reduction.TakeCounters([actual]);
        JobResult result = reduction.Result;
        Assert.Equal((actual, lost, recounted), (result.Field<long>("actual"), result.Field<long>("lost"), result.Field<long>("recounted")));
    }

    [Theory]
    [InlineData(1000, 63, 16)]
    [InlineData(1_000_000, 62_500, 16)]
    [InlineData(1_000_000_000, 1_000_000, 1000)]
    [InlineData(3, 1, 3)]
    public void Plan_Defaults_IsSixteenChunksOrChunksOfAMillion(long increments, long size, int chunks)
    {
        ChunkPlan plan = new SharedCounterJob(increments, Discipline.Atomic).Plan(null);
        Assert.Equal((size, chunks), (plan.Size, plan.Count));
    }

    [Theory]
    [InlineData("increments", -1L)]
    [InlineData("discipline", "careful")]
    public void SharedCounter_OptionOutOfRange_IsRefused(string option, object value)
    {
        var thrown = Assert.Throws<JobParameterException>(() => new InProcessRun(new SharedCounterDefinition()).With((option, value)).Result());
        Assert.Equal(option, thrown.Option);
    }

    // One chunk per worker, all at the same time in the same memory; returns the sum of the counters.
    private static async Task<long> CountAsync(string discipline, int[] workers, long each)
    {
        IJob job = new SharedCounterDefinition().Create(
            new JobParameters(new Dictionary<string, object> { ["increments"] = each * workers.Length, ["discipline"] = discipline }, 1), []);
        using var memory = new NativeBuffer(MappedCounters.ByteLength(job.Counters));
        var counters = new MappedCounters(job.Counters, memory.Address);
        counters.Clear();
        ChunkPlan plan = job.Plan(each);
        using var start = new Barrier(workers.Length);
        await Task.WhenAll(workers.Select((worker, index) => OnThread.Run(() =>
        {
            byte[] partial = new byte[job.PartialSize(plan[index])];
            start.SignalAndWait();
            job.Map(new MapContext(plan[index], [], [], default, counters.Begin(worker), worker), partial);
            Assert.Equal(each, BitConverter.ToInt64(partial));
        }))).OrTimeout();
        return counters.Read().Sum();
    }

    private static InProcessRun Run(string discipline, long increments) =>
        new InProcessRun(new SharedCounterDefinition()).With(("increments", increments), ("discipline", discipline));

    private static void Add(SharedCounterReduction reduction, long made, long waits) =>
        reduction.Add(new Chunk(0, 0, made, 1), (byte[])[.. BitConverter.GetBytes(made), .. BitConverter.GetBytes(waits)]);
}
