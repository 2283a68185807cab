using System.Text.Json;

namespace Cluster.Tests.Measurement;

public sealed class LatencyTests : ProcessTest
{
    private static readonly string[] Waiting = ["blocking", "spinning", "asynchronous"];
    private static readonly long[] Sizes = [0, 64, 1024, 65_536];
    private static readonly string[] Figures = ["min", "p50", "p90", "p99", "p999", "max"];

    [Fact]
    public async Task Latency_Quick_HasPercentilesOfEverySizeAndWayOfWaiting()
    {
        JsonElement[] rows = await Measured.RowsAsync("latency");

        Assert.Equal(
            from waiting in Waiting from size in Sizes select (waiting, size),
            rows.Select(static row => (row.Word("waiting"), row.Whole("frameBytes"))));
        foreach (JsonElement row in rows)
        {
            Assert.Equal(2000, row.Whole("roundTrips"));
            double[] figures = [.. Figures.Select(name => row.Number($"{name}Microseconds"))];
            Assert.Equal(figures.Order(), figures);
            Assert.True(figures[0] > 0, row.GetRawText());
            JsonElement[] buckets = [.. row.GetProperty("histogramMicroseconds").EnumerateArray()];
            Assert.Equal(2000, buckets.Sum(static bucket => bucket.Whole("count")));
            Assert.InRange(figures[0], buckets[0].Number("from"), buckets[0].Number("to"));
            Assert.InRange(figures[^1], buckets[^1].Number("from"), buckets[^1].Number("to"));
        }

        Assert.Empty(CommandLine.Command.Peers());
    }
}
