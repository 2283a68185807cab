using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary>Map and reduce in place of a shared counter: row MCP-14, 100 and 4950.</summary>
public sealed class MapReduceTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Fact]
    public async Task MapReduce_100Tasks_Count100AndStoresSumTo4950()
    {
        Tally total = await workers.Pool.MapReduceAsync(Count, Enumerable.Range(0, 100), Add).OrTimeout();
        Assert.Equal(100, total.Count);
        Assert.Equal(4950, total.Store.Sum());
        // By the worker's number, which no two share: slots by process id may.
        Assert.All(total.Store[workers.Pool.Workers..], static slot => Assert.Equal(0, slot));
    }

    private static Tally Count(int i, WorkerContext context)
    {
        int[] store = new int[10];
        store[context.WorkerId] = i;
        return new Tally(1, store);
    }

    private static Tally Add(Tally a, Tally b) => new(a.Count + b.Count, [.. a.Store.Zip(b.Store, static (x, y) => x + y)]);

    private sealed record Tally(int Count, int[] Store);
}
