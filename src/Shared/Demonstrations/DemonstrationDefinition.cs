using Cluster.Jobs;
using Cluster.Numerics;

namespace Cluster.Demonstrations;

/// <summary>What the jobs of demonstrations have in common: nobody lists them, and none reads a file.</summary>
internal abstract class DemonstrationDefinition(string name) : IJobDefinition
{
    public string Name { get; } = name;

    public string Summary => "part of a demonstration";

    public string Source => "coordinator demo";

    public abstract IReadOnlyList<JobOption> Options { get; }

    public virtual IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => [];

    public abstract IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs);
}
