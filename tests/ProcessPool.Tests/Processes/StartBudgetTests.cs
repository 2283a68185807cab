namespace Cluster.Processes;

public sealed class StartBudgetTests
{
    [Fact]
    public void TrySpend_InARow_EndsAndWaitsLongerEachTime()
    {
        var budget = new StartBudget();
        var delays = new List<TimeSpan> { budget.Delay };
        for (int i = 0; i < StartBudget.MaxFruitless; i++)
        {
            Assert.True(budget.TrySpend());
            delays.Add(budget.Delay);
        }

        Assert.False(budget.TrySpend());
        Assert.Equal(TimeSpan.Zero, delays[0]);
        Assert.Equal(delays.Order(), delays);
    }

    [Fact]
    public void Refill_SomethingWasFinished_BeginsAnew()
    {
        var budget = new StartBudget();
        for (int i = 0; i < 20; i++)
        {
            Assert.True(budget.TrySpend());
            budget.Refill();
        }

        Assert.Equal(TimeSpan.Zero, budget.Delay);
    }
}
