using Cluster.Jobs;
using Cluster.Numerics;

namespace BrokenJobs;

public sealed class NoGenerator : BrokenDefinition
{
    public override IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) =>
        [new JobInput("numbers", ArrayLayout.Vector(ElementType.Float64, 100), InputUse.Sliced, null)];
}
