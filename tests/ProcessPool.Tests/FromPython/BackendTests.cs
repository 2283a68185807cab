using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary>A <c>ThreadPool</c> with the interface of the process pool: rows MCP-8, PNS-6 and PPP-13.</summary>
public sealed class BackendTests : PoolTest
{
    [Theory]
    [InlineData(PoolMode.Processes)]
    [InlineData(PoolMode.Threads)]
    [InlineData(PoolMode.Sequential)]
    public async Task Map_WhateverRunsIt_SameEstimates(PoolMode mode)
    {
        await using ProcessPool pool = await StartAsync(options => options.Mode = mode);
        double[] estimates = await pool.MapAsync(Pi, Enumerable.Range(0, 10)).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 10).Select(Pi), estimates);
        // Ten tasks, ten streams: the document's workers inherited one generator.
        Assert.Equal(10, estimates.Distinct().Count());
    }

    private static double Pi(int task)
    {
        var random = new Random(task);
        int inside = 0;
        for (int i = 0; i < 20_000; i++)
        {
            double x = random.NextDouble();
            double y = random.NextDouble();
            if ((x * x) + (y * y) < 1) inside++;
        }

        return 4.0 * inside / 20_000;
    }
}
