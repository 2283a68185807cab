using Cluster.Jobs;
using Cluster.Numerics;
using Cluster.Workloads.DistanceMatrix;

namespace Cluster.Demonstrations.NoReturn;

/// <summary>Distances that every worker writes to its own copy of the matrix.</summary>
internal sealed class OwnCopyDefinition() : DemonstrationDefinition(JobName)
{
    public const string JobName = "demo-own-copy";

    private readonly DistanceMatrixDefinition _distances = new();

    /// <summary>Those of <c>distance-matrix</c>: the same points, the same kernel.</summary>
    public override IReadOnlyList<JobOption> Options => _distances.Options;

    public override IReadOnlyList<JobInput> DescribeInputs(JobParameters parameters, IReadOnlyDictionary<string, ArrayLayout> files) => _distances.DescribeInputs(parameters, files);

    public override IJob Create(JobParameters parameters, IReadOnlyList<ArrayLayout> inputs) =>
        new OwnCopyJob(_distances.Create(parameters, inputs));
}
