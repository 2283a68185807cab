using System.Text.Json;
using Cluster.Tests.CommandLine;

namespace Cluster.Tests.Measurement;

public sealed class SpawnTests : ProcessTest
{
    private static readonly string[] Kinds = ["pool", "bare .NET", "bare native"];
    private static readonly long[] Sizes = [1, 2, 4, 8];
    private static readonly string[] Parts = ["processStart", "runtime", "handshake", "firstTask"];

    [Fact]
    public async Task Spawn_Quick_HasEveryNumberOfWorkersBesideBareProcesses()
    {
        JsonElement[] rows = await Measured.RowsAsync("spawn");

        Assert.Equal(
            from processes in Sizes from kind in Kinds select (kind, processes), rows.Select(static row => (row.Word("what"), row.Whole("processes"))));
        foreach (JsonElement row in rows)
        {
            row.HasSpread("milliseconds");
            row.HasSpread("timesBareProcess");
            string[] parts = row.Word("what") == "pool" ? Parts : Parts[..2];
            // In each repetition they add up to the whole; so do their ends then, as bounds.
            foreach (string part in parts) row.HasSpread($"{part}Milliseconds", from: 0);
            Assert.InRange(row.Number("millisecondsMin"), 0.999 * parts.Sum(part => row.Number($"{part}MillisecondsMin")), double.MaxValue);
            Assert.InRange(1.001 * parts.Sum(part => row.Number($"{part}MillisecondsMax")), row.Number("millisecondsMax"), double.MaxValue);
            Assert.All(Parts.Except(parts), part => Assert.Equal(JsonValueKind.Null, row.GetProperty($"{part}Milliseconds").ValueKind));
        }

        JsonElement[] bare = [.. rows.Where(static row => row.Word("what") == "bare .NET")];
        Assert.All(bare, static row => Assert.Equal((1, 1), (row.Number("timesBareProcessMin"), row.Number("timesBareProcessMax"))));
        Assert.Empty(Command.Peers());
    }

    [Fact]
    public async Task Spawn_MoreWorkersThanItsSizes_HasThemToo()
    {
        JsonElement[] rows = await Measured.RowsAsync("spawn", "--workers", "9");

        Assert.Equal([1, 2, 4, 8, 9], rows.Where(static row => row.Word("what") == "pool").Select(static row => row.Whole("processes")));
    }
}
