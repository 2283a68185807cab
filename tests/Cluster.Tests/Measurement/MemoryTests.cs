using System.Text.Json;
using Cluster.Memory;

namespace Cluster.Tests.Measurement;

public sealed class MemoryTests : ProcessTest
{
    private const long Data = 64L << 20;

    [Fact]
    public async Task Memory_Quick_TellsCopiesFromSharedPagesAndPredictsTheDocumentsCase()
    {
        JsonElement[] rows = await Measured.RowsAsync("memory", "--workers", "2");

        Assert.Equal(8, rows.Count(row => !row.GetProperty("predicted").GetBoolean()));
        foreach (long workers in new[] { 1L, 2L })
        {
            JsonElement copies = Row(rows, "copies", workers), parts = Row(rows, "parts", workers), shared = Row(rows, "shared", workers);
            foreach (JsonElement row in new[] { Row(rows, "nothing", workers), copies, parts, shared })
            {
                row.HasSpread("totalBytes");
                Assert.Equal((workers, workers), (Numbers(row, "workersPssBytes").Length, Numbers(row, "workersPageTableBytes").Length));
            }

            // A worker without data takes a few MiB, which the bounds leave room for; a copy is 64.
            Assert.All(Numbers(copies, "workersPssBytes"), pss => Assert.True(pss >= Data));
            Assert.All(Numbers(parts, "workersPssBytes"), pss => Assert.True(pss >= Data / workers));
            Assert.All(Numbers(shared, "workersRssBytes"), rss => Assert.True(rss >= Data));
            Assert.InRange(copies.Number("totalBytes"), (workers + 1) * Data, (workers + 2) * Data);
            Assert.InRange(parts.Number("totalBytes"), 2 * Data, 3 * Data);
            Assert.InRange(shared.Number("totalBytes"), Data, 2 * Data);
        }

        JsonElement[] predicted = [.. rows.Where(row => row.GetProperty("predicted").GetBoolean())];
        Assert.Equal(["copies", "parts", "shared"], predicted.Select(row => row.Word("holding")));
        Assert.All(predicted, row => Assert.Equal((32, 20_000_000_000), (row.Whole("workers"), row.Whole("dataBytes"))));
        // 33 copies; two; one, with page tables of 8 bytes for 4096 where pages are small. A worker's heap may differ by a percent of the data
        // from one start to the next.
        bool large = LargeFile.Way(Data, new SegmentUse(HugePageChoice.Auto, IsSealed: true)) != SegmentPages.Ordinary;
        Assert.InRange(predicted[0].Number("totalBytes"), 650e9, 690e9);
        Assert.InRange(predicted[1].Number("totalBytes"), 39e9, 44e9);
        Assert.InRange(predicted[2].Number("totalBytes"), large ? 20e9 : 21e9, large ? 21.5e9 : 23e9);
    }

    private static JsonElement Row(JsonElement[] rows, string holding, long workers) =>
        Assert.Single(rows, row => row.Word("holding") == holding && row.Whole("workers") == workers && !row.GetProperty("predicted").GetBoolean());

    private static long[] Numbers(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(static number => number.GetInt64())];
}
