using Cluster.Coordinator.Demonstrations.NoReturn;

namespace Cluster.Coordinator.Demonstrations;

public sealed class OwnValuesTests
{
    [Fact]
    public void OfCounters_OfEachProcess_TheLastCounts()
    {
        var values = OwnValues.OfCounters(5, 0, [7, 9, 7, 7, 9], [1, 1, 2, 3, 2]);

        Assert.Equal([(7L, 3L), (9L, 2L)], values.Workers);
        Assert.Equal(5, values.InWorkers);
        Assert.True(values.IsLostInCopies);
    }

    [Fact]
    public void OfParts_OfEachProcess_AddUp()
    {
        var values = OwnValues.OfParts(60, 0, [7, 9, 7], [10, 20, 30]);

        Assert.Equal([(7L, 40L), (9L, 20L)], values.Workers);
        Assert.True(values.IsLostInCopies);
    }

    [Theory]
    [InlineData(5, 5, 0)] // reached the coordinator
    [InlineData(5, 5, 5)] // a memory that all see
    [InlineData(5, 0, 3)] // not all was done
    [InlineData(5, 0, 0)] // nothing was done
    public void IsLostInCopies_AnythingElse_IsSomethingElse(long expected, long coordinator, long inWorkers) =>
        Assert.False(new OwnValues(expected, coordinator, [(7, inWorkers)]).IsLostInCopies);
}
