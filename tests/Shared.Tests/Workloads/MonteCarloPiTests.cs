using System.Runtime.Intrinsics;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;
using Cluster.Workloads.MonteCarloPi;

namespace Cluster.Tests.Workloads;

public sealed class MonteCarloPiTests
{
    [Fact]
    public void MonteCarloPi_AnyChunkSize_CountsTheSame()
    {
        foreach (long samples in new long[] { 1, 2, 15, 16, 17, 1000, 99_991 })
        {
            long expected = CountPlainly(3, samples);
            foreach (long? size in new long?[] { null, 1, 7, 16, 1001, 1 << 20 })
            {
                if (samples / (size ?? samples) > 20_000) continue;
                JobResult result = Run(samples, tasks: 10, seed: 3, size);
                Assert.Equal(expected, result.Field<long>("inside"));
                Assert.Equal(samples, result.Field<long>("samples"));
                Assert.Equal(4.0 * expected / samples, result.Field<double>("estimate"));
            }
        }
    }

    [Fact]
    public void CountInside_AnyRange_EqualsTheDifferenceOfTwoCounts()
    {
        var stream = new Philox4x32(9, (uint)RandomStream.Samples);
        for (long first = 0; first <= 70; first++)
            for (long count = 0; count <= 70; count++)
            {
                long expected = QuarterCircle.CountInside(stream, 0, first + count) - QuarterCircle.CountInside(stream, 0, first);
                Assert.Equal(expected, QuarterCircle.CountInside(stream, first, count));
            }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12345)]
    [InlineData((1L << 29) - 3)]
    public void CountGroups_EveryPath_CountsTheSame(long firstGroup)
    {
        var stream = new Philox4x32(9, 1);
        for (int groups = 0; groups < 50; groups++)
        {
            long expected = QuarterCircle.CountGroupsScalar(stream, firstGroup, groups);
            Assert.Equal(expected, QuarterCircle.CountGroups256(stream, firstGroup, groups));
            Assert.Equal(expected, QuarterCircle.CountGroups512(stream, firstGroup, groups));
        }
    }

    [Fact]
    public void IsOutside_PointsOnTheArc_EqualsExactArithmetic()
    {
        const int Seed = 31;
        var random = new Random(Seed);
        for (int i = 0; i < 100_000; i++)
        {
            // The y that is nearest to the arc above x, and its neighbours.
            ulong x = i < 10 ? (ulong)i : (ulong)random.NextInt64(1L << 32);
            ulong arc = (ulong)Math.Sqrt(Math.ScaleB(1, 64) - ((double)x * x));
            for (ulong y = arc - 3; y <= Math.Min(arc + 3, uint.MaxValue); y++)
            {
                ulong expected = ((UInt128)x * x) + ((UInt128)y * y) >= UInt128.One << 64 ? 1ul : 0;
                ulong word = x | (y << 32);
                Assert.True(expected == QuarterCircle.IsOutside(word), $"x = {x}, y = {y}, seed {Seed}");
                Assert.Equal(Vector256.Create(expected), QuarterCircle.IsOutside(Vector256.Create(word), Vector256.Create(y)));
                Assert.Equal(
                    Vector512.Create(expected + 5),
                    QuarterCircle.CountOutside(Vector512.Create(5ul), Vector512.Create(word), Vector512.Create(y)));
            }
        }
    }

    [Fact]
    public void MonteCarloPi_ManySamples_IsNearPi()
    {
        const long Samples = 10_000_000;
        double deviation = Math.Sqrt(Math.PI * (4 - Math.PI) / Samples);
        foreach (ulong seed in new ulong[] { 0, 1, 2, 3 })
            Assert.Equal(Math.PI, Run(Samples, 10, seed, null).Field<double>("estimate"), 4 * deviation);
    }

    [Fact]
    public void MonteCarloPi_TenTasks_DrawTenDifferentCounts()
    {
        // The source document's workers inherit one generator, and ten tasks yield three different estimates.
        var job = new MonteCarloPiJob(seed: 1, samples: 10_000_000, tasks: 10);
        ChunkPlan plan = job.Plan(null);
        var counts = new HashSet<long>();
        for (int i = 0; i < plan.Count; i++)
        {
            Span<byte> partial = new byte[job.PartialSize(plan[i])];
            job.Map(new MapContext(plan[i], [], []), partial);
            counts.Add(BitConverter.ToInt64(partial));
        }

        Assert.Equal(10, counts.Count);
    }

    [Theory]
    [InlineData(100_000_000, 10, 10)]
    [InlineData(100_000_000, 10_000, 10_000)]
    [InlineData(10, 4, 4)]
    [InlineData(3, 10, 3)]
    public void Plan_Tasks_SaysHowManyChunks(long samples, long tasks, int chunks) =>
        Assert.Equal(chunks, new MonteCarloPiJob(1, samples, tasks).Plan(null).Count);

    [Theory]
    [InlineData("samples", 0L)]
    [InlineData("samples", -1L)]
    [InlineData("tasks", 0L)]
    [InlineData("tasks", 1L << 40)]
    public void MonteCarloPi_OptionOutOfRange_IsRefused(string option, long value)
    {
        var thrown = Assert.Throws<JobParameterException>(() =>
            new InProcessRun(new MonteCarloPiDefinition()).With((option, value)).Result());
        Assert.Equal(option, thrown.Option);
    }

    private static JobResult Run(long samples, long tasks, ulong seed, long? chunkSize) =>
        new InProcessRun(new MonteCarloPiDefinition()).With(("samples", samples), ("tasks", tasks))
            .WithSeed(seed).WithChunkSize(chunkSize).Result();

    private static long CountPlainly(ulong seed, long samples)
    {
        long inside = 0;
        for (long i = 0; i < samples; i++)
        {
            (ulong low, ulong high) = Philox4x32.Block((ulong)((i / 16 * 8) + (i % 8)), (uint)RandomStream.Samples, seed);
            ulong word = i % 16 < 8 ? low : high;
            UInt128 x = (uint)word, y = word >> 32;
            if ((x * x) + (y * y) < UInt128.One << 64) inside++;
        }

        return inside;
    }
}
