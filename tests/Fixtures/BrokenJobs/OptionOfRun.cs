using Cluster.Jobs;

namespace BrokenJobs;

public sealed class OptionOfRun : BrokenDefinition
{
    public override IReadOnlyList<JobOption> Options => [new("workers", "x", 1L)];
}
