using System.Buffers;
using System.Text;
using System.Text.Json;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Coordinator.Reporting.Tables;

namespace Cluster.Coordinator.Reporting;

/// <summary>Measured parts as documents and tables.</summary>
public sealed class MeasuredTests
{
    private const string Units = "Bytes|bytes|Microseconds|[mM]illiseconds|Gibibyte|PerSecond|PerGigabyte|PerNumber|PerTask|PerPayloadByte|timesBareProcess";
    private const string Counted = "repeats|threads|workers|elements|producers|numbers|roundTrips|processes|batch|batches|tasks";

    public static IEnumerable<TheoryDataRow<string, int>> Everything =>
        from part in SampleParts.Others from width in (int[])[60, 120] select new TheoryDataRow<string, int>(part.Name, width);

    [Theory]
    [MemberData(nameof(Everything))]
    public void Table_OfAnyPart_FitsAndIsPlain(string name, int width)
    {
        string text = Draw(SampleParts.Others.Single(part => part.Name == name), width);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.DoesNotContain(text, static letter => char.IsControl(letter) && letter != '\n' && letter != '\r');
        Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_OfEveryPart_IsReadByAParser()
    {
        JsonElement document = Document(SampleParts.Others);

        foreach (MeasuredPart part in SampleParts.Others)
        {
            JsonElement[] rows = [.. document.GetProperty(part.Name).EnumerateArray()];
            Assert.Equal(part.Rows.Count, rows.Length);
            // Numbers have their units in their names, or count something.
            foreach (JsonProperty field in rows.SelectMany(static row => row.EnumerateObject()))
                if (field.Value.ValueKind == JsonValueKind.Number) Assert.Matches($"{Units}|^({Counted})$", field.Name);
        }
    }

    [Fact]
    public void Document_OfParts_HasAKeyForEachAndUnitsInNames()
    {
        JsonElement document = Document([SampleParts.Limits]);

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
        string text = Draw(SampleParts.Limits, width);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.DoesNotContain('\x1b', text);
        foreach (string figure in new[] { "12.5", "10.0", "30.0", "1.00 GiB", "4.00 KiB", "2.00 MiB", "16", "not allowed here" })
            Assert.Contains(figure, text, StringComparison.Ordinal);
    }

    [Fact]
    public void SharedMemory_Narrow_IsThisTable()
    {
        string text = Draw(SampleParts.SharedMemory, 60);

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
