using Cluster.Jobs;

namespace BrokenJobs;

public sealed class DefaultOfInt : BrokenDefinition
{
    public override IReadOnlyList<JobOption> Options => [new("depth", "x", 1)];
}
