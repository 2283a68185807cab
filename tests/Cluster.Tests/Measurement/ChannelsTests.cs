using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Measurement;

public sealed class ChannelsTests : ProcessTest
{
    private static readonly string[] Flushes = ["each message", "batched"];
    private static readonly (string Name, long Producers)[] Channels = [("pipe", 1), ("ring", 1), ("queue", 1), ("queue", 4), ("joinable queue", 1)];
    private static readonly long[] Numbers = [10_000, 100_000];

    [Fact]
    public async Task Channels_Quick_HasEveryChannelFlushedBothWays()
    {
        JsonElement[] rows = await Measured.RowsAsync("channels");

        Assert.Equal(
            from flush in Flushes from channel in Channels from numbers in Numbers select (flush, channel.Name, channel.Producers, numbers),
            rows.Select(static row => (row.Word("flush"), row.Word("channel"), row.Whole("producers"), row.Whole("numbers"))));
        foreach (JsonElement row in rows)
        {
            row.HasSpread("milliseconds");
            row.HasSpread("microsecondsPerNumber");
            Assert.Equal(1e6 / row.Number("microsecondsPerNumber"), row.Number("numbersPerSecond"), row.Number("numbersPerSecond") * 1e-9);
        }

        Assert.Empty(Command.Peers());
    }
}
