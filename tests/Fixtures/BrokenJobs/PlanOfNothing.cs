using Cluster.Jobs;
using Cluster.Numerics;

namespace BrokenJobs;

public sealed class PlanOfNothing : BrokenDefinition
{
    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => new BrokenCode(null);
}
