using Cluster.Jobs;
using Cluster.Workloads;

namespace Cluster.Tests.Workloads;

/// <summary>The job made to order: it has what was ordered.</summary>
public sealed class ProbeTests
{
    private static readonly IJobDefinition Definition = JobCatalog.Find("probe")!;

    [Fact]
    public void Catalog_DoesNotListIt() => Assert.DoesNotContain("probe", JobCatalog.Names);

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(7, 1, 1000)]
    [InlineData(5, 4, 10)]
    public void Result_AsManyChunksAndStages_AsOrdered(long chunks, long stages, long points)
    {
        InProcessRun run = new InProcessRun(Definition).With(("chunks", chunks), ("stages", stages), ("points", points));

        JobResult result = run.Result();

        Assert.Equal((chunks, stages), (run.Plan!.Count, run.Stages));
        Assert.Equal(stages, result.Fields[0].Value);
        // Every stage draws the same points; about π/4 of them are inside.
        Assert.InRange((long)result.Fields[1].Value, (long)(0.6 * chunks * stages * points), (long)(0.95 * chunks * stages * points));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Arrays_AsManyBytes_AsOrdered(bool copied)
    {
        InProcessRun run = new InProcessRun(Definition).With(("chunks", 3L), ("input", 80L), ("broadcast", 16L), ("output", 800L), ("partial", 24L)).WithCopiedChunks(copied);
        _ = run.Result();

        Assert.Equal([3 * 80, 16], run.Inputs.Select(input => input.Length));
        Assert.Equal(3 * 100, run.Output.Length);
        Assert.All(run.Output, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("input")]
    [InlineData("broadcast")]
    [InlineData("output")]
    public void Bytes_NotOfWholeNumbers_AreRefused(string option) =>
        Assert.Equal(option, Assert.Throws<JobParameterException>(() => new InProcessRun(Definition).With((option, 12L)).Result()).Option);
}
