using System.Buffers;
using System.Text;
using System.Text.Json;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Measurement.Limits;
using Cluster.Coordinator.Measurement.SharedMemory;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Tables;

namespace Cluster.Coordinator.Reporting;

/// <summary>Measured parts as documents and tables.</summary>
public sealed class MeasuredTests
{
    private static readonly MeasuredPart Limits = new("limits", "how fast memory is, in a sentence that is longer than a narrow terminal is wide",
    [
        new LimitsRow(MemoryOperation.Read, 1, 4096, 0, 1L << 30, Spread.Of(10, 12.5, 30)),
        new LimitsRow(MemoryOperation.Copy, 16, 2 << 20, 1L << 30, 1L << 30, null),
    ]);

    private static readonly MeasuredPart SharedMemory = new("shared-memory", "what memory costs",
    [
        new SharedMemoryRow(true, Paging.Ahead, MemoryStep.Attach, 256L << 20, 0, Spread.Of(0.25)),
        new SharedMemoryRow(true, Paging.Ahead, MemoryStep.FirstTouchAttached, 256L << 20, 0, Spread.Of(100, 123, 200)),
        new SharedMemoryRow(true, Paging.Ahead, MemoryStep.WarmRead, 256L << 20, 0, Spread.Of(10)),
        new SharedMemoryRow(true, Paging.Huge, null, 256L << 20, 0, null, "not allowed here: shmem_enabled is never"),
    ]);

    [Fact]
    public void Document_OfParts_HasAKeyForEachAndUnitsInNames()
    {
        JsonElement document = Document([Limits]);

        Assert.Equal(["schemaVersion", "quick", "limits", "machine"], document.EnumerateObject().Select(static field => field.Name));
        JsonElement[] rows = [.. document.GetProperty("limits").EnumerateArray()];
        Assert.Equal(
            """{"operation":"read","threads":1,"pageBytes":4096,"hugePageBytes":0,"bytes":1073741824,"repeats":3,"gigabytesPerSecond":12.5,"gigabytesPerSecondMin":10,"gigabytesPerSecondMax":30}""",
            rows[0].GetRawText());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("gigabytesPerSecond").ValueKind);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void Table_AnyWidth_FitsAndHoldsEveryFigure(int width)
    {
        string text = Draw(Limits, width);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.DoesNotContain('\x1b', text);
        foreach (string figure in new[] { "12.5", "10.0", "30.0", "1.00 GiB", "4.00 KiB", "2.00 MiB", "16", "not allowed here" })
            Assert.Contains(figure, text, StringComparison.Ordinal);
    }

    [Fact]
    public void SharedMemory_Narrow_IsThisTable()
    {
        string text = Draw(SharedMemory, 60);

        Assert.Equal("""
              shared-memory  what memory costs

             memory file, pages of 4 KiB, ahead: 256 MiB

             step                     ms    min    max  ms/GiB  GB/s
            ──────────────────────────────────────────────────────────
             attach                0.250  0.250  0.250       -     -
             first touch attached    123    100    200     492     -
             warm read              10.0   10.0   10.0    40.0  26.8

             memory file, pages of 2 MiB: not allowed here:
             shmem_enabled is never

            """.ReplaceLineEndings(), text);
    }

    private static JsonElement Document(IReadOnlyList<MeasuredPart> parts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) MeasurementDocument.Write(writer, parts, quick: true, Machine.Read());
        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static string Draw(MeasuredPart part, int width)
    {
        using var output = new MemoryStream();
        new Terminal(output, TextWriter.Null, width).WriteTables(console => MeasurementTable.Write(console, part));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
