using Cluster.Jobs;
using Cluster.Workloads.Allocate;
using Cluster.Workloads.ColumnSums;
using Cluster.Workloads.DistanceMatrix;
using Cluster.Workloads.Elementwise;
using Cluster.Workloads.GaussianMixture;
using Cluster.Workloads.MatrixMultiply;
using Cluster.Workloads.MonteCarloPi;
using Cluster.Workloads.PairwiseSum;
using Cluster.Workloads.Probe;
using Cluster.Workloads.SharedCounter;
using Cluster.Workloads.Summarize;
using Cluster.Workloads.TinyTasks;

namespace Cluster.Workloads;

/// <summary>The built-in jobs.</summary>
internal static class JobCatalog
{
    /// <summary>Names in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        SummarizeDefinition.JobName,
        ColumnSumsDefinition.JobName,
        MonteCarloPiDefinition.JobName,
        PairwiseSumDefinition.JobName,
        GaussianMixtureDefinition.JobName,
        DistanceMatrixDefinition.JobName,
        MatrixMultiplyDefinition.JobName,
        ElementwiseDefinition.JobName,
        AllocateDefinition.JobName,
        SharedCounterDefinition.JobName,
        TinyTasksDefinition.JobName,
    ];

    /// <summary>The definition of that name, or null. Creates that one only: a worker pays for the job it runs.</summary>
    /// <remarks>Finds one that is not listed: <c>probe</c>, with which the cost of handing out and of moving data is measured.</remarks>
    public static IJobDefinition? Find(string name) => name switch
    {
        SummarizeDefinition.JobName => new SummarizeDefinition(),
        ColumnSumsDefinition.JobName => new ColumnSumsDefinition(),
        MonteCarloPiDefinition.JobName => new MonteCarloPiDefinition(),
        DistanceMatrixDefinition.JobName => new DistanceMatrixDefinition(),
        MatrixMultiplyDefinition.JobName => new MatrixMultiplyDefinition(),
        PairwiseSumDefinition.JobName => new PairwiseSumDefinition(),
        GaussianMixtureDefinition.JobName => new GaussianMixtureDefinition(),
        ElementwiseDefinition.JobName => new ElementwiseDefinition(),
        AllocateDefinition.JobName => new AllocateDefinition(),
        SharedCounterDefinition.JobName => new SharedCounterDefinition(),
        TinyTasksDefinition.JobName => new TinyTasksDefinition(),
        ProbeDefinition.JobName => new ProbeDefinition(),
        _ => null,
    };
}
