using Cluster.Jobs;
using Cluster.Numerics;

namespace BrokenJobs;

/// <summary>A definition that is as it should be; each of the others breaks one rule.</summary>
public abstract class BrokenDefinition : IJobDefinition
{
    public virtual string Name => "broken";

    public string Summary => "breaks a rule";

    public string Source => "";

    public virtual IReadOnlyList<JobOption> Options => [];

    public virtual IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) =>
        [new JobInput("numbers", ArrayLayout.Vector(ElementType.Float64, 100), InputUse.Sliced, new UniformGenerator(1, 1))];

    public virtual IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) => new BrokenCode(ChunkPlan.Contiguous(100, 10));
}
