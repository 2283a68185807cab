using Cluster.Demonstrations;
using Cluster.Demonstrations.Deadlock;
using Cluster.Demonstrations.NoReturn;
using Cluster.Demonstrations.Oversubscribe;
using Cluster.Demonstrations.Rng;
using Cluster.Workloads;

namespace Cluster.Tests.Demonstrations;

public sealed class DemonstrationCatalogTests
{
    [Theory]
    [InlineData(TaskEstimatesDefinition.JobName)]
    [InlineData(CountTasksDefinition.JobName)]
    [InlineData(OwnCopyDefinition.JobName)]
    [InlineData(TeamsDefinition.JobName)]
    [InlineData(DiningDefinition.JobName)]
    public void Find_JobOfADemonstration_IsNoJobOfTheCatalog(string name)
    {
        Assert.Equal(name, DemonstrationCatalog.Find(name)!.Name);
        Assert.Null(JobCatalog.Find(name));
        Assert.DoesNotContain(name, JobCatalog.Names);
    }

    [Fact]
    public void Find_JobOfTheCatalog_IsNoneOfADemonstration() =>
        Assert.All(JobCatalog.Names, static name => Assert.Null(DemonstrationCatalog.Find(name)));
}
