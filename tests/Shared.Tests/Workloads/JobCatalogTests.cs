using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;

namespace Cluster.Tests.Workloads;

public sealed class JobCatalogTests
{
    public static TheoryData<string> Names => [.. JobCatalog.Names];

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(JobCatalog.Find("no-such-job"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_ListedName_GivesThatJob(string name) => Assert.Equal(name, JobCatalog.Find(name)!.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_Defaults_AreAcceptedAndPlanned(string name)
    {
        IJobDefinition definition = JobCatalog.Find(name)!;
        JobParameters parameters = JobParameters.Complete(definition.Options, new Dictionary<string, object>(), seed: 0);
        ArrayLayout[] layouts = [.. definition.DescribeInputs(parameters).Select(input => input.Layout)];
        IJob job = definition.Create(parameters, layouts);
        ChunkPlan plan = job.Plan(null);
        Assert.True(plan.Count > 1, $"{plan.Count} chunks");
        Assert.True(job.PartialSize(plan[0]) > 0);
    }

    [Theory]
    [InlineData("summarize")]
    [InlineData("column-sums")]
    [InlineData("monte-carlo-pi")]
    [InlineData("elementwise")]
    [InlineData("tiny-tasks")]
    public void Map_JobOfOneStage_AllocatesNothing(string name)
    {
        IJobDefinition definition = JobCatalog.Find(name)!;
        JobParameters parameters = JobParameters.Complete(definition.Options, new Dictionary<string, object>(), seed: 0);
        ArrayLayout[] layouts = [.. definition.DescribeInputs(parameters).Select(input => input.Layout)];
        IJob job = definition.Create(parameters, layouts);
        Assert.Equal(0, AllocatedByMap(job, job.Plan(1)[0], layouts.FirstOrDefault()));
    }

    private static unsafe long AllocatedByMap(IJob job, Chunk chunk, ArrayLayout? layout)
    {
        var partial = new byte[job.PartialSize(chunk)];
        var memory = new double[layout?.SliceLength ?? 1];
        var results = new double[job.Output?.SliceLength ?? 1];
        fixed (double* address = memory, written = results)
        {
            OutputView output = job.Output is ArrayLayout outputLayout ? new((nint)written, outputLayout, chunk.Count) : default;
            ArrayView[] views = layout is null ? [] : [new ArrayView((nint)address, layout, chunk.Count, 1)];
            job.Map(new MapContext(chunk, views, [], output), partial);
            long before = GC.GetAllocatedBytesForCurrentThread();
            job.Map(new MapContext(chunk, views, [], output), partial);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
