using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Memory;

namespace Cluster.Tests.Measurement;

public sealed class SharedMemoryTests : ProcessTest
{
    private static readonly string?[] NotAllowed = [null];
    private static readonly string[] Alone = ["create", "first touch", "warm read", "release"];
    private static readonly string[] AloneAhead = ["create", "populate", "first touch", "warm read", "release"];
    private static readonly string[] Shared = ["create", "first touch", "attach", "first touch attached", "warm read", "release"];
    private static readonly string[] SharedLarge = ["reserve", "first touch", "attach", "first touch attached", "warm read", "release"];
    private static readonly string[] SharedAhead =
        ["create", "reserve", "populate", "first touch", "attach", "populate attached", "first touch attached", "warm read", "release"];

    [Fact]
    public async Task SharedMemory_Quick_HasEveryStepOfEveryLife()
    {
        JsonElement[] rows = await Measured.RowsAsync("shared-memory");

        var policy = HugePagePolicy.Read();
        Assert.Equal(Alone, Steps(rows, "anonymous", "4 KiB, when touched"));
        Assert.Equal(AloneAhead, Steps(rows, "anonymous", "4 KiB, ahead"));
        Assert.Equal(policy.AllowsAnonymous ? Alone : NotAllowed, Steps(rows, "anonymous", "2 MiB"));
        Assert.Equal(Shared, Steps(rows, "memory file", "4 KiB, when touched"));
        Assert.Equal(SharedAhead, Steps(rows, "memory file", "4 KiB, ahead"));
        SegmentPages way = LargeFile.Way(256L << 20, new SegmentUse(HugePageChoice.Auto, IsSealed: true));
        string large = way == SegmentPages.Ordinary ? "memory file" : PageWords.Source(way);
        Assert.Equal(way == SegmentPages.Ordinary ? NotAllowed : SharedLarge, Steps(rows, large, "2 MiB"));
        foreach (JsonElement row in rows)
        {
            Assert.Equal(256L << 20, row.Whole("bytes"));
            bool measured = row.GetProperty("step").ValueKind != JsonValueKind.Null;
            Assert.Equal(measured, row.Word("remark").Length == 0);
            if (measured) row.HasSpread("milliseconds");
            else Assert.StartsWith("not allowed here: ", row.Word("remark"), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string?> Steps(JsonElement[] rows, string memory, string pages) =>
        rows.Where(row => row.Word("memory") == memory && row.Word("pages") == pages).Select(row => row.GetProperty("step").GetString());
}
