namespace Cluster.Processes;

[Trait("Fault", "18")]
public sealed class StartBudgetTests
{
    [Fact]
    public void TrySpendStart_InARow_EndsAndWaitsLongerEachTime()
    {
        var budget = new StartBudget();
        var delays = new List<TimeSpan> { budget.Delay };
        for (int i = 0; i < StartBudget.MaxFruitless; i++)
        {
            Assert.True(budget.TrySpendStart());
            delays.Add(budget.Delay);
        }

        Assert.False(budget.TrySpendStart());
        Assert.Equal(TimeSpan.Zero, delays[0]);
        Assert.Equal(delays.Order(), delays);
    }

    [Fact]
    public void TrySpendStart_OneStartedBetween_BeginsAnew()
    {
        var budget = new StartBudget();
        for (int i = 0; i < 20; i++)
        {
            Assert.True(budget.TrySpendStart());
            budget.Started();
        }

        Assert.Equal(TimeSpan.Zero, budget.Delay);
    }

    [Fact]
    public void TrySpendLoss_NothingWasFinished_Ends()
    {
        var budget = new StartBudget();
        for (int i = 0; i < StartBudget.MaxFruitless; i++) Assert.True(budget.TrySpendLoss(progress: 7));
        // It started each time; that alone is no reason to go on.
        budget.Started();
        Assert.False(budget.TrySpendLoss(progress: 7));
    }

    [Fact]
    public void TrySpendLoss_SomethingWasFinishedBetween_GoesOnForever()
    {
        var budget = new StartBudget();
        for (int i = 0; i < 1000; i++) Assert.True(budget.TrySpendLoss(progress: i));
        Assert.Equal(TimeSpan.Zero, budget.Delay);
    }
}
