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

    public virtual IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters) => [];

    public string? RefuseInput(ArrayLayout layout) => "is part of a demonstration and reads no input (leave --input out)";

    public abstract IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs);
}
