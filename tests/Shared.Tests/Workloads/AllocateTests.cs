using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Workloads.Allocate;

namespace Cluster.Tests.Workloads;

public sealed class AllocateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(65)]
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

    [Fact]
    public void Map_ManyObjects_AllocatesAnObjectEach()
    {
        const int Count = 100_000;
        var job = new AllocateJob(Count, held: Count, rounds: 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        job.Map(new MapContext(job.Plan(null)[0], [], []), new byte[job.PartialSize(job.Plan(null)[0])]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, Count * AllocateJob.BytesPerObject, (Count * AllocateJob.BytesPerObject) + 10_000);
    }

    [Fact]
    public void Leave_ChunksThatOverlap_CountEachCollectionOnce()
    {
        // Other tests collect at the same time, so the count is a lower and an upper bound.
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
        var job = new AllocateJob(1, held: 1, rounds: 2);
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
}
