using Cluster.Demonstrations.Deadlock;
using Cluster.Demonstrations.NoReturn;
using Cluster.Demonstrations.Oversubscribe;
using Cluster.Demonstrations.Rng;
using Cluster.Jobs;

namespace Cluster.Demonstrations;

/// <summary>Jobs that make a classic mistake on purpose, beside their cures.</summary>
/// <remarks>
/// Workers run them like any other. They are not among the jobs of <c>run</c>, <c>compare</c> and <c>jobs</c>: what they do wrong depends
/// on how many workers there are and on who computes what, so modes cannot be compared.
/// </remarks>
internal static class DemonstrationCatalog
{
    /// <summary>The definition of that name, or null.</summary>
    internal static IJobDefinition? Find(string name) => name switch
    {
        TaskEstimatesDefinition.JobName => new TaskEstimatesDefinition(),
        CountTasksDefinition.JobName => new CountTasksDefinition(),
        OwnCopyDefinition.JobName => new OwnCopyDefinition(),
        DiningDefinition.JobName => new DiningDefinition(),
        TeamsDefinition.JobName => new TeamsDefinition(),
        _ => null,
    };
}
