using Cluster.Jobs;

namespace BrokenJobs;

public sealed class OptionTwice : BrokenDefinition
{
    public override IReadOnlyList<JobOption> Options => [new("depth", "x", 1L), new("depth", "y", 2L)];
}
