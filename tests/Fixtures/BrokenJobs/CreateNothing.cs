using Cluster.Jobs;
using Cluster.Numerics;

namespace BrokenJobs;

public sealed class CreateNothing : BrokenDefinition
{
    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => null!;
}
