using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads;

namespace Cluster.Tests.Ranks;

/// <summary>A job of the catalog that throws at one chunk.</summary>
internal sealed class FailingJob(int chunk) : IJobDefinition
{
    private readonly IJobDefinition _inner = JobCatalog.Find("tiny-tasks")!;

    public string Name => _inner.Name;

    public string Summary => _inner.Summary;

    public string Source => _inner.Source;

    public IReadOnlyList<JobOption> Options => _inner.Options;

    public IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => _inner.DescribeInputs(parameters, files);

    public IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => new Job(_inner.Create(parameters, inputs), chunk);

    private sealed class Job(IJob inner, int failing) : IJob
    {
        public ChunkPlan Plan(long? chunkSize) => inner.Plan(chunkSize);

        public int PartialSize(in Chunk chunk) => inner.PartialSize(chunk);

        public void Map(in MapContext context, Span<byte> partial)
        {
            if (context.Chunk.Index == failing) throw new InvalidOperationException("on purpose");
            inner.Map(context, partial);
        }

        public IReduction StartReduction(ChunkPlan plan) => inner.StartReduction(plan);
    }
}
