using System.Runtime.InteropServices;
using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;

namespace Cluster.Tests.Workloads;

public sealed class JobCatalogTests
{
    private static readonly Dictionary<string, ArrayLayout> NoFiles = [];

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
        ArrayLayout[] layouts = [.. definition.DescribeInputs(parameters, NoFiles).Select(input => input.Layout)];
        IJob job = definition.Create(parameters, layouts);
        ChunkPlan plan = job.Plan(null);
        Assert.True(plan.Count > 1, $"{plan.Count} chunks");
        Assert.True(job.PartialSize(plan[0]) > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_EveryJob_HasOneWholeNumberThatIsItsSize(string name)
    {
        IJobDefinition definition = JobCatalog.Find(name)!;
        JobOption size = Assert.Single(definition.Options, option => option.IsSize);
        Assert.Same(size, definition.SizeOption);
        Assert.IsType<long>(size.Default);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StageCount_EveryJob_IsThatOfARun(string name)
    {
        IJobDefinition definition = JobCatalog.Find(name)!;
        (string, object)[] options = [.. Small(definition)];
        JobParameters parameters = JobParameters.Complete(definition.Options, options.ToDictionary(option => option.Item1, option => option.Item2), seed: 1);
        IJob job = definition.Create(parameters, [.. definition.DescribeInputs(parameters, new Dictionary<string, ArrayLayout>()).Select(input => input.Layout)]);
        var run = new InProcessRun(definition).With(options);
        _ = run.Result();
        Assert.Equal(run.Stages, job.StageCount);
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
        IReadOnlyList<JobInput> inputs = definition.DescribeInputs(parameters, NoFiles);
        IJob job = definition.Create(parameters, [.. inputs.Select(input => input.Layout)]);
        // A collection meanwhile, for another test, takes what is left of this thread's 8 KiB for allocations, and that counts as allocated.
        Assert.Contains(0L, Enumerable.Range(0, 5).Select(_ => AllocatedByMap(job, job.Plan(1)[0], inputs)));
    }

    private static IEnumerable<(string Name, object Value)> Small(IJobDefinition definition)
    {
        yield return (definition.SizeOption!.Name, Math.Min((long)definition.SizeOption.Default, 500L));
        if (definition.Options.Any(option => option.Name == "iterations")) yield return ("iterations", 3L);
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
