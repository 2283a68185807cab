using Cluster.Jobs;

namespace BrokenJobs;

public sealed class DefaultRefused : BrokenDefinition
{
    public override IReadOnlyList<JobOption> Options => [new("depth", "x", 1L, Minimum: 2)];
}
