using System.Text.Json;

namespace Cluster.Tests.Measurement;

public sealed class SerializationTests : ProcessTest
{
    [Fact]
    public async Task Serialization_Quick_HasEveryCodecForEveryTypeAndSize()
    {
        JsonElement[] rows = await Measured.RowsAsync("serialization");

        Assert.Equal(28, rows.Length);
        Assert.Equal(28, rows.Select(row => (row.Word("codec"), row.Word("type"), row.Whole("elements"))).Distinct().Count());
        foreach (JsonElement row in rows)
        {
            row.HasSpread("encodeGigabytesPerSecond");
            row.HasSpread("decodeGigabytesPerSecond");
            Assert.Equal((double)row.Whole("encodedBytes") / row.Whole("payloadBytes"), row.Number("bytesPerPayloadByte"), 12);
        }

        // Nothing is made on the way of arrays through a pipe.
        foreach (JsonElement row in rows.Where(row => row.Word("codec") is "raw" or "elements"))
        {
            Assert.Equal((0, 0), (row.Whole("encodeAllocatedBytes"), row.Whole("decodeAllocatedBytes")));
            long elements = row.Whole("elements");
            if (row.Word("codec") == "raw") Assert.Equal(row.Whole("payloadBytes") + 5, row.Whole("encodedBytes"));
            else if (row.Word("type") == "double[]") Assert.Equal((9 * elements) + 3, row.Whole("encodedBytes"));
        }

        // A serializer makes at least what it returns.
        foreach (JsonElement row in rows.Where(row => row.Word("codec") is "messagepack" or "json"))
            Assert.True(row.Whole("decodeAllocatedBytes") >= row.Whole("payloadBytes"), row.GetRawText());
    }
}
