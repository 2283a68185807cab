using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>Pool(initializer=…, initargs=…)</c>: what every worker does before its first task.</summary>
public sealed class InitializerTests : PoolTest
{
    private static int s_factor;

    [Fact]
    public async Task Initializer_SetsAStaticField_EveryTaskFindsIt()
    {
        await using ProcessPool pool = await StartAsync(static options => options.UseInitializer(static (int factor) => s_factor = factor, 3));
        int[] products = await pool.MapAsync(static (int x) => x * s_factor, Enumerable.Range(0, 100), new MapOptions { BatchSize = 5 }).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 100).Select(static x => 3 * x), products);
        Assert.Equal(0, s_factor);
    }
}
