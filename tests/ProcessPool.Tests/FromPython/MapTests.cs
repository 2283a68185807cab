using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>Pool.map</c>: row PPP-6, count and sum of ten million numbers in four parts.</summary>
public sealed class MapTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Fact]
    public async Task Map_FourStridedParts_CountsAndMeanAreThoseOfTheWhole()
    {
        // Whole numbers: their sums are exact in whatever order.
        double[] x = [.. Enumerable.Range(0, 10_000_000).Select(static i => (double)(i % 1009))];
        IEnumerable<double[]> parts = Enumerable.Range(0, 4).Select(first => x.Where((_, i) => i % 4 == first).ToArray());

        (int Count, double Sum)[] summaries = await workers.Pool.MapAsync(Summarize, parts).ToArrayAsync().AsTask().OrTimeout();

        Assert.All(summaries, static summary => Assert.Equal(2_500_000, summary.Count));
        Assert.Equal(x.Sum() / x.Length, summaries.Sum(static summary => summary.Sum) / summaries.Sum(static summary => summary.Count));
    }

    [Fact]
    public async Task Map_TasksOfDifferentLength_ResultsComeInTheOrderOfTheInputs()
    {
        int[] counts = [300_000, 3, 200_000, 2, 100_000, 1];
        Assert.Equal(counts, await workers.Pool.MapAsync(static (int count) => Enumerable.Range(0, count).Count(static i => i >= 0), counts).ToArrayAsync().AsTask().OrTimeout());
    }

    private static (int Count, double Sum) Summarize(double[] x) => (x.Length, x.Sum());
}
