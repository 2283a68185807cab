using Cluster.Jobs;

namespace BrokenJobs;

public sealed class OptionsThrow : BrokenDefinition
{
    public override IReadOnlyList<JobOption> Options => throw new InvalidOperationException("not today");
}
