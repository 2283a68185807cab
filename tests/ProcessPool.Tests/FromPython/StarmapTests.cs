using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>Pool.starmap</c> and the adapters that stood in for it: rows MCP-7, PPP-10 and PPP-11.</summary>
public sealed class StarmapTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    private static readonly int[] Sums = [1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41, 45];

    [Fact]
    public async Task Starmap_PairsOf24Numbers_TheirSums()
    {
        IEnumerable<(int, int)> pairs = Enumerable.Range(0, 24).Chunk(2).Select(static pair => (pair[0], pair[1]));
        Assert.Equal(Sums, await workers.Pool.MapAsync(static (int a, int b) => a + b, pairs).ToArrayAsync().AsTask().OrTimeout());
    }

    [Fact]
    public async Task Map_AdapterThatUnpacksItsArgument_TheSameSums() =>
        Assert.Equal(Sums, await workers.Pool.MapAsync(static (int[] pair) => pair[0] + pair[1], Enumerable.Range(0, 24).Chunk(2)).ToArrayAsync().AsTask().OrTimeout());

    [Fact]
    public async Task Starmap_AllOfXWithEachOfItsElements_PairwiseSum()
    {
        double[] x = [.. Enumerable.Range(0, 1000).Select(static i => (double)(i % 17))];
        // Sent once, where the document sends all of it with each of a thousand tasks.
        using Resident<double[]> all = await workers.Pool.BroadcastAsync(x).OrTimeout();
        double sum = 0;
        await foreach (double part in workers.Pool.MapAsync(ScalarSum, x.Select(y => (all, y)))) sum += part;
        Assert.Equal(x.Sum() * x.Sum(), sum);
    }

    private static double ScalarSum(Resident<double[]> x, double y) => x.Value.Sum(each => each * y);
}
