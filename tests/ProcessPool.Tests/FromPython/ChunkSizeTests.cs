using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>chunksize</c>: rows MCP-3 and MCP-4. It decides how tasks travel, and nothing else.</summary>
public sealed class ChunkSizeTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(7)]
    [InlineData(null)]
    public async Task Map_10000Tasks_TheSameForEveryChunkSize(int? size)
    {
        int[] results = await workers.Pool.MapAsync(Hash, Enumerable.Range(0, 10_000), new MapOptions { BatchSize = size }).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 10_000).Select(Hash), results);
    }

    private static int Hash(int x)
    {
        for (int i = 0; i < 100; i++) x = unchecked((x * 16777619) ^ i);
        return x;
    }
}
