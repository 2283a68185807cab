using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.MonteCarloPi;
using Cluster.Workloads.TinyTasks;

namespace Cluster.Tests.Workloads;

public sealed class TinyTasksTests
{
    [Fact]
    public void TinyTasks_AnyChunkSize_GivesTheSameBits()
    {
        foreach (long tasks in new long[] { 1, 2, 3, 101 })
        {
            foreach (long samples in new long[] { 1, 15, 16, 17, 1000 })
            {
                JobResult expected = Run(tasks, samples, chunkSize: null);
                Assert.Equal(tasks, expected.Field<long>("tasks"));
                Assert.Equal(tasks * samples, expected.Field<long>("samples"));
                Assert.Equal(4.0 * expected.Field<long>("inside") / (tasks * samples), expected.Field<double>("estimate"));
                foreach (long size in new long[] { 1, 2, 7, 1000 }) Assert.Equal(expected.Bits(), Run(tasks, samples, size).Bits());
            }
        }
    }

    [Fact]
    public void Map_TaskOfAnyRun_DependsOnSeedAndTaskOnly()
    {
        foreach (long task in new long[] { 0, 1, 99, int.MaxValue - 1L })
        {
            long few = Inside(new TinyTasksJob(4, tasks: task + 1, samplesPerTask: 1000), task);
            Assert.Equal(few, Inside(new TinyTasksJob(4, tasks: int.MaxValue, samplesPerTask: 1000), task));
            // The first samples of a longer task are those of the shorter.
            long more = Inside(new TinyTasksJob(4, tasks: int.MaxValue, samplesPerTask: 1001), task);
            Assert.InRange(more - few, 0, 1);
            var stream = new Philox4x32(4, (uint)RandomStream.Samples);
            Assert.Equal(QuarterCircle.CountInside(stream, task << 32, 1000), few);
        }
    }

    [Fact]
    public void Map_ManyTasks_DrawDifferentNumbers()
    {
        var job = new TinyTasksJob(seed: 1, tasks: 10, samplesPerTask: 10_000_000);
        Assert.Equal(10, Enumerable.Range(0, 10).Select(task => Inside(job, task)).Distinct().Count());
    }

    [Fact]
    public void TinyTasks_ManySamples_IsNearPi()
    {
        double deviation = Math.Sqrt(Math.PI * (4 - Math.PI) / 10_000_000);
        Assert.Equal(Math.PI, Run(1000, 10_000, null).Field<double>("estimate"), 4 * deviation);
    }

    [Fact]
    public void Plan_Defaults_IsATaskPerChunk()
    {
        var job = new TinyTasksJob(1, 10_000, 10_000);
        Assert.Equal(10_000, job.Plan(null).Count);
        Assert.Equal(100, job.Plan(100).Count);
    }

    [Theory]
    [InlineData("tasks", 0L)]
    [InlineData("tasks", -1L)]
    [InlineData("tasks", 1L << 31)]
    [InlineData("samples-per-task", 0L)]
    [InlineData("samples-per-task", (1L << 32) + 1)]
    public void TinyTasks_OptionOutOfRange_IsRefused(string option, long value)
    {
        var thrown = Assert.Throws<JobParameterException>(() => new InProcessRun(new TinyTasksDefinition()).With((option, value)).Result());
        Assert.Equal(option, thrown.Option);
    }

    private static long Inside(TinyTasksJob job, long task)
    {
        Span<byte> partial = new byte[sizeof(long)];
        job.Map(new MapContext(new Chunk(0, task, 1, 1), [], []), partial);
        return BitConverter.ToInt64(partial);
    }

    private static JobResult Run(long tasks, long samples, long? chunkSize) =>
        new InProcessRun(new TinyTasksDefinition()).With(("tasks", tasks), ("samples-per-task", samples))
            .WithSeed(3).WithChunkSize(chunkSize).Result();
}
