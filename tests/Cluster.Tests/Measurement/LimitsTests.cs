using System.Text.Json;

namespace Cluster.Tests.Measurement;

public sealed class LimitsTests : ProcessTest
{
    [Fact]
    public async Task Limits_Quick_HasEveryOperationForEveryNumberOfThreadsAndPageSize()
    {
        JsonElement[] rows = await Measured.RowsAsync("limits");

        var seen = rows.Select(row => (row.Word("operation"), row.Whole("threads"), row.Whole("pageBytes"))).ToHashSet();
        Assert.Equal(rows.Length, seen.Count);
        foreach (string operation in new[] { "read", "write", "copy" })
            foreach (long threads in new[] { 1L, Environment.ProcessorCount })
                foreach (long page in new[] { Environment.SystemPageSize, 2L << 20 })
                    Assert.Contains((operation, threads, page), seen);
        foreach (JsonElement row in rows)
        {
            Assert.Equal(256L << 20, row.Whole("bytes"));
            if (row.Whole("pageBytes") == Environment.SystemPageSize) Assert.Equal(0, row.Whole("hugePageBytes"));
            if (row.GetProperty("gigabytesPerSecond").ValueKind != JsonValueKind.Null) row.HasSpread("gigabytesPerSecond");
        }
    }
}
