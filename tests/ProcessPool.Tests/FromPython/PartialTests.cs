using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>functools.partial</c>: row MCP-7. A bound argument is an argument that all inputs have in common.</summary>
public sealed class PartialTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Fact]
    public async Task Map_OneArgumentBoundTo2_TheEvenNumbersTo46()
    {
        int[] products = await workers.Pool.MapAsync(static (int a, int b) => a * b, Enumerable.Range(0, 24).Select(static x => (x, 2))).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 24).Select(static x => 2 * x), products);
        Assert.Equal(46, products[^1]);
    }

    [Fact]
    public void Map_ArgumentBoundByCapture_RefusedWithItsName()
    {
        int b = 2;
        ArgumentException ex = Assert.Throws<ArgumentException>(() => workers.Pool.MapAsync((int a) => a * b, Enumerable.Range(0, 24)));
        Assert.Contains("'b'", ex.Message, StringComparison.Ordinal);
    }
}
