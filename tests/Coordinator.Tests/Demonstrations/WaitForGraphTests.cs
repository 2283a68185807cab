using Cluster.Coordinator.Demonstrations.Deadlock;
using Cluster.TestKit;

namespace Cluster.Coordinator.Demonstrations;

public sealed class WaitForGraphTests
{
    [Fact]
    public void FindCycle_NobodyWaits_IsEmpty() => Assert.Empty(new WaitForGraph([]).FindCycle());

    [Fact]
    public void FindCycle_AChain_IsEmpty() => Assert.Empty(Graph((0, 1), (1, 2), (2, 3), (4, 3)).FindCycle());

    [Fact]
    public void FindCycle_ForOneself_IsNone() => Assert.Empty(Graph((0, 0), (1, 1)).FindCycle());

    // Two ways to the same end meet, but do not come back.
    [Fact]
    public void FindCycle_ADiamond_IsEmpty() => Assert.Empty(Graph((0, 1), (0, 2), (1, 3), (2, 3)).FindCycle());

    [Fact]
    public void FindCycle_TheWholeTable_NamesAllInOrder() =>
        Assert.Equal([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)], Cycle(Graph((3, 4), (1, 2), (4, 0), (0, 1), (2, 3))));

    [Fact]
    public void FindCycle_BehindAChain_LeavesTheChainOut() => Assert.Equal([(2, 7), (7, 2)], Cycle(Graph((0, 1), (1, 2), (2, 7), (7, 2))));

    [Fact]
    public void FindCycle_OneOfSeveralWaits_IsFound() =>
        Assert.Equal([(0, 3), (3, 0)], Cycle(Graph((0, 1), (0, 2), (0, 3), (1, 2), (3, 0))));

    [Fact]
    public void FindCycle_NamesWhatEachWaitsFor() =>
        Assert.Equal([new Wait(0, 11, 1), new Wait(1, 12, 0)], new WaitForGraph([new Wait(1, 12, 0), new Wait(0, 11, 1)]).FindCycle());

    // Whether there is a circle at all, another way says as well: take away whoever waits for nobody, until nothing changes.
    [Fact]
    public void FindCycle_AnyGraph_IsACircleOfItsWaitsIfThereIsOne()
    {
        SeededRandom random = SeededRandom.Create();
        for (int round = 0; round < 2_000; round++)
        {
            int nodes = 1 + random.Next(8);
            Wait[] waits = new Wait[random.Next(12)];
            for (int i = 0; i < waits.Length; i++) waits[i] = new Wait(random.Next(nodes), i, random.Next(nodes));
            IReadOnlyList<Wait> cycle = new WaitForGraph(waits).FindCycle();
            Assert.Equal(HasCycle(waits), cycle.Count > 0);
            Assert.All(cycle, wait => Assert.Contains(wait, waits));
            for (int i = 0; i < cycle.Count; i++) Assert.Equal(cycle[(i + 1) % cycle.Count].Waiter, cycle[i].Holder);
            Assert.Equal(cycle.Count, cycle.DistinctBy(static wait => wait.Waiter).Count());
        }
    }

    private static bool HasCycle(Wait[] waits)
    {
        Wait[] left = [.. waits.Where(static wait => wait.Waiter != wait.Holder)];
        while (true)
        {
            Wait[] fewer = [.. left.Where(wait => left.Any(other => other.Waiter == wait.Holder))];
            if (fewer.Length == left.Length) return left.Length > 0;
            left = fewer;
        }
    }

    private static WaitForGraph Graph(params (int Waiter, int Holder)[] waits) =>
        new(waits.Select(static (wait, i) => new Wait(wait.Waiter, i, wait.Holder)));

    private static IEnumerable<(int, int)> Cycle(WaitForGraph graph) => graph.FindCycle().Select(static wait => (wait.Waiter, wait.Holder));
}
