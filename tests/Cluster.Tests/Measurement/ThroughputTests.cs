using System.Diagnostics;
using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Measurement;

public sealed class ThroughputTests : ProcessTest
{
    private static readonly string[] Directions = ["copy in one process", "to a worker", "from a worker", "both at once", "to all"];
    private static readonly string[] OfRings = ["to a worker", "from a worker", "both at once"];

    [Fact]
    public async Task Throughput_Quick_CountsEveryByteInTimesThatAnOutsideClockAgreesWith()
    {
        long begin = Stopwatch.GetTimestamp();
        JsonElement[] rows = await Measured.RowsAsync("throughput", "--workers", "2");
        TimeSpan outside = Stopwatch.GetElapsedTime(begin);

        Assert.Equal(
            from direction in Directions from power in Enumerable.Range(0, 8) select (direction, 4096L << (2 * power)),
            rows.Where(static row => row.Word("sweep") == "chunk").Select(static row => (row.Word("direction"), row.Whole("chunkBytes"))));
        Assert.Equal(
            from direction in OfRings from power in Enumerable.Range(0, 8) select (direction, 4096L << (2 * power)),
            rows.Where(static row => row.Word("channel") == "ring").Select(static row => (row.Word("direction"), row.Whole("chunkBytes"))));
        Assert.Equal(["chunk", "ring", "memory", "socketBuffer", "readBuffer", "pauseThreshold"], rows.Select(static row => row.Word("sweep")).Distinct());
        foreach (JsonElement row in rows)
        {
            long chunk = row.Whole("chunkBytes");
            long wanted = chunk < 64 << 10 ? 32L << 20 : 128L << 20;
            long ways = row.Word("direction") is "both at once" or "to all" ? 2 : 1;
            Assert.Equal(ways * Math.Max(2, wanted / chunk) * chunk, row.Whole("bytes"));
            Assert.Equal(row.Word("direction") == "to all" ? 2 : 1, row.Whole("workers"));
            Assert.Equal(row.Word("sweep") == "ring" ? "ring" : "pipe", row.Word("channel"));
            Assert.Equal(row.Word("sweep") == "memory" ? "cycling" : "reused", row.Word("memory"));
            foreach (string figure in new[] { "milliseconds", "gigabytesPerSecond", "cpuSecondsPerGigabyte" }) row.HasSpread(figure);
            // Of an odd number of repetitions the medians are of the same one.
            Assert.Equal(row.Whole("bytes") / 1e6 / row.Number("milliseconds"), row.Number("gigabytesPerSecond"), row.Number("gigabytesPerSecond") * 1e-9);
        }

        // What the rows say it took at least, must have passed.
        Assert.True(rows.Sum(static row => row.Number("millisecondsMin") * row.Whole("repeats")) < outside.TotalMilliseconds);
        Assert.Empty(Command.Peers());
    }
}
