using Cluster.Coordinator.Demonstrations.Deadlock;

namespace Cluster.Coordinator.Demonstrations;

public sealed class DeadlockDetectorTests
{
    private static readonly TableSnapshot Circle = Table(holders: [0, 1, 2], wishes: [1, 2, 0], meals: [4, 4, 5]);
    private static readonly TableSnapshot Dining = Table(holders: [0, 0, -1], wishes: [-1, 1, 0], meals: [4, 4, 5]);

    [Fact]
    public void Look_ACircleTwice_IsCertain()
    {
        var detector = new DeadlockDetector();

        Assert.Empty(detector.Look(Circle));
        Assert.Equal([new Wait(0, 1, 1), new Wait(1, 2, 2), new Wait(2, 0, 0)], detector.Look(Circle));
        Assert.Equal(2, detector.Looks);
    }

    [Fact]
    public void Look_SomebodyOfTheCircleHasEatenInBetween_IsNotCertainYet()
    {
        var detector = new DeadlockDetector();

        Assert.Empty(detector.Look(Circle));
        TableSnapshot later = Circle with { Meals = [4, 5, 5] };
        Assert.Empty(detector.Look(later));
        Assert.NotEmpty(detector.Look(later));
    }

    [Fact]
    public void Look_AnotherCircle_BeginsAnew()
    {
        TableSnapshot other = Table(holders: [2, 0, 1], wishes: [0, 1, 2], meals: [4, 4, 5]);
        var detector = new DeadlockDetector();

        Assert.Empty(detector.Look(Circle));
        Assert.Empty(detector.Look(other));
        Assert.Empty(detector.Look(Circle));
        Assert.NotEmpty(detector.Look(Circle));
    }

    [Fact]
    public void Look_NoCircle_FindsNothing()
    {
        var detector = new DeadlockDetector();

        for (int i = 0; i < 5; i++) Assert.Empty(detector.Look(Dining));
        Assert.Empty(detector.Look(Circle));
        Assert.Empty(detector.Look(Dining));
        Assert.Empty(detector.Look(Circle));
    }

    // Taken and not yet said so: whoever holds what he wishes for waits for nobody.
    [Fact]
    public void Look_AForkJustTaken_IsNoCircle()
    {
        TableSnapshot table = Table(holders: [0, 0, 2], wishes: [1, -1, 0], meals: [0, 0, 0]);
        var detector = new DeadlockDetector();

        Assert.Empty(detector.Look(table));
        Assert.Empty(detector.Look(table));
    }

    private static TableSnapshot Table(int[] holders, int[] wishes, long[] meals) => new(holders, wishes, meals, new long[holders.Length]);
}
