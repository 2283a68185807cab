using Cluster.Jobs;
using Cluster.Numerics;

namespace BrokenJobs;

public sealed class CreateThrows : BrokenDefinition
{
    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => throw new FormatException("line 7");
}
