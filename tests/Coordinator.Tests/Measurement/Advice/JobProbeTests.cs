using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice.Probing;
using Cluster.Jobs;
using Cluster.Workloads;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>Samples of the built-in jobs: that they cover what they should, not how fast it is.</summary>
public sealed class JobProbeTests
{
    private static readonly SampleLimits Limits = new()
    {
        Bytes = 1 << 20, Threads = [1, 2], Pass = TimeSpan.FromMilliseconds(2), Warmup = TimeSpan.FromMilliseconds(1), Measuring = TimeSpan.FromMilliseconds(2),
    };

    public static TheoryData<string> Jobs => [.. JobCatalog.Names];

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Run_EveryJob_TakesTime(string name)
    {
        PreparedJob job = Prepare(name);

        ChunkCosts costs = new JobProbe(job, Limits, cacheBytes: 1 << 20).Run(CancellationToken.None);

        Assert.Equal(Math.Min(2, job.Plan.Count), costs.Computing.Points.Count);
        Assert.Equal(costs.Computing.Points.Select(point => point.Workers), costs.ComputingReceived.Points.Select(point => point.Workers));
        foreach (CurvePoint point in costs.Computing.Points.Concat(costs.ComputingReceived.Points))
        {
            Assert.InRange(point.Value.Middle, double.Epsilon, 60);
            Assert.InRange(point.Value.Middle, point.Value.Low, point.Value.High);
        }

        Assert.InRange(costs.FirstStage, double.Epsilon, 100);
        Assert.InRange(costs.CollectingShare, 0, 1);
        Assert.True(costs.ReducingChunk.Middle >= 0 && costs.CompletingStage.Middle >= 0 && costs.FirstCall >= 0);
        Assert.Equal(job.Inputs.Count > 0, costs.PublishingByte.Middle > 0);
    }

    [Fact]
    public void Run_ChunksThatAreTooLong_AreCutAndScaled()
    {
        // One chunk of 2·10⁷ points takes longer than the limit, however fast the machine.
        PreparedJob job = Prepare("monte-carlo-pi", ("samples", 20_000_000L), ("tasks", 1L));
        SampleLimits limits = Limits with { Chunk = TimeSpan.FromTicks(1000), Threads = [1] };

        double cut = new JobProbe(job, limits, 1 << 20).Run(CancellationToken.None).Computing.At(1).Middle;
        double whole = new JobProbe(job, limits with { Chunk = TimeSpan.FromHours(1) }, 1 << 20).Run(CancellationToken.None).Computing.At(1).Middle;

        // A wrong scale would be off by a factor of thousands; what the machine does meanwhile is not.
        Assert.InRange(cut / whole, 1.0 / 50, 50);
    }

    [Theory]
    [InlineData("contiguous")]
    [InlineData("strided")]
    public void Run_ChunksWithTooMuchData_AreCut(string split)
    {
        PreparedJob job = Prepare("summarize", ("count", 3_000_000L), ("split", split)) with { };

        ChunkCosts costs = new JobProbe(job, Limits with { Bytes = 1 << 16, Threads = [1] }, 1 << 20).Run(CancellationToken.None);

        Assert.True(costs.Computing.At(1).Middle > 0);
        // 24 MB do not fit into a cache of 1 MB: every chunk comes from memory.
        Assert.Equal(24e6 / JobWork.Of(job).FullChunks, costs.MemoryBytes, 1e-3);
    }

    [Fact]
    public void Run_File_SamplesItsSlices()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Files", "Fixtures", "iris.csv");
        using var job = PreparedJob.Prepare(new RunRequest { Job = "column-sums", Files = new Dictionary<string, string> { ["input"] = path } });

        ChunkCosts costs = new JobProbe(job, Limits, 1 << 20).Run(CancellationToken.None);

        Assert.True(costs.Computing.At(1).Middle > 0);
    }

    [Fact]
    public void SampledChunks_ManyChunks_AreSpreadEvenly()
    {
        var chosen = SampledChunks.Of(ChunkPlan.Contiguous(1003, 10), 4, 3);

        Assert.Equal([0, 25, 50, 75], chosen.Chunks.Select(chunk => chunk.Index));
        Assert.All(chosen.Chunks, chunk => Assert.Equal(3, chunk.Count));
        Assert.Equal(0.3, chosen.Share);
        Assert.Equal(101, SampledChunks.Of(ChunkPlan.Contiguous(1003, 10), 500, 10).Chunks.Count);
    }

    [Fact]
    public void JobWork_OfAPlan_CountsItsBytes()
    {
        var work = JobWork.Of(Prepare("matrix-multiply", ("size", 300L)));

        Assert.Equal((1L, 2), (work.Stages, work.Chunks));
        Assert.Equal((300 * 300 * 8, 300 * 300 * 8, 300 * 300 * 8), (work.SlicedBytes, work.BroadcastBytes, work.OutputBytes));
        Assert.Equal(300 * 8, work.PartialBytes);
        Assert.Equal(44.0 / 256, work.LastChunk);
    }

    private static PreparedJob Prepare(string name, params (string Name, object Value)[] options) => PreparedJob.Prepare(new RunRequest
    {
        Job = name,
        Options = options.Length > 0 ? options.ToDictionary(option => option.Name, option => option.Value) : Small(name),
    });

    private static Dictionary<string, object> Small(string name)
    {
        JobOption size = JobCatalog.Find(name)!.SizeOption!;
        return new Dictionary<string, object> { [size.Name] = Math.Max(400, (long)size.Default / 2000) };
    }
}
