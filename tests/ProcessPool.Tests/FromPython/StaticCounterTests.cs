using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary>A global counter that processes increment: row MCP-12. It stays 0 here, and each worker has its own.</summary>
public sealed class StaticCounterTests : PoolTest
{
    private static int s_counter;

    [Fact]
    public async Task StaticField_IncrementedInWorkers_StaysZeroInTheProgram()
    {
        s_counter = 0;
        await using ProcessPool pool = await StartAsync();
        int[] seen = await pool.MapAsync(static (int _) => ++s_counter, Enumerable.Range(0, 10)).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(0, s_counter);
        Assert.Equal(1, seen.Min());
    }
}
