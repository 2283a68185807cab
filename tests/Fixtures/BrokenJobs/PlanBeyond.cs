using Cluster.Jobs;
using Cluster.Numerics;

namespace BrokenJobs;

public sealed class PlanBeyond : BrokenDefinition
{
    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => new BrokenCode(ChunkPlan.Contiguous(1000, 10));
}
