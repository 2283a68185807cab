using System.Runtime.InteropServices;
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
    [InlineData("shared-counter")]
    [InlineData("tiny-tasks")]
    [InlineData("distance-matrix")]
    [InlineData("matrix-multiply")]
    [InlineData("pairwise-sum")]
    [InlineData("gaussian-mixture")] // its first stage; the others are in GaussianMixtureTests
    public void Map_FirstStage_AllocatesNothing(string name)
    {
        IJobDefinition definition = JobCatalog.Find(name)!;
        JobParameters parameters = JobParameters.Complete(definition.Options, new Dictionary<string, object>(), seed: 0);
        IReadOnlyList<JobInput> inputs = definition.DescribeInputs(parameters);
        IJob job = definition.Create(parameters, [.. inputs.Select(input => input.Layout)]);
        Assert.Equal(0, AllocatedByMap(job, job.Plan(1)[0], inputs));
    }

    private static long AllocatedByMap(IJob job, Chunk chunk, IReadOnlyList<JobInput> inputs)
    {
        var partial = new byte[job.PartialSize(chunk)];
        var arrays = new List<double[]>();
        var views = new ArrayView[inputs.Count];
        for (int i = 0; i < views.Length; i++)
        {
            ArrayLayout layout = inputs[i].Layout;
            long slices = inputs[i].Use == InputUse.Sliced ? chunk.Count : layout.Slices;
            views[i] = new ArrayView(Pinned(arrays, slices * layout.SliceLength), layout, slices, 1);
        }

        OutputView output = job.Output is ArrayLayout filled
            ? new OutputView(Pinned(arrays, chunk.Count * filled.SliceLength), filled, chunk.Count)
            : default;
        SharedCounters counters = job.Counters > 0 ? new SharedCounters(new long[SharedCounters.Words(job.Counters)], worker: 0) : default;
        job.Map(new MapContext(chunk, views, [], output, counters), partial);
        long before = GC.GetAllocatedBytesForCurrentThread();
        job.Map(new MapContext(chunk, views, [], output, counters), partial);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(arrays);
        return allocated;
    }

    private static nint Pinned(List<double[]> arrays, long length)
    {
        arrays.Add(GC.AllocateArray<double>((int)length, pinned: true));
        return Marshal.UnsafeAddrOfPinnedArrayElement(arrays[^1], 0);
    }
}
