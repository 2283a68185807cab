using System.Buffers;
using System.Text;
using System.Text.Json;
using Cluster.Coordinator.Cli;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Measurement.Channels;
using Cluster.Coordinator.Measurement.Latency;
using Cluster.Coordinator.Measurement.Limits;
using Cluster.Coordinator.Measurement.Memory;
using Cluster.Coordinator.Measurement.Peers;
using Cluster.Coordinator.Measurement.Serialization;
using Cluster.Coordinator.Measurement.SharedMemory;
using Cluster.Coordinator.Measurement.Spawn;
using Cluster.Coordinator.Measurement.Statistics;
using Cluster.Coordinator.Measurement.Tasks;
using Cluster.Coordinator.Measurement.Throughput;
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

    private static readonly MemoryReading Reading = new(
        new ProcessMemory(1, 90 << 20, 80 << 20), [new ProcessMemory(2, 70 << 20, 60 << 20)], [new OwnMemory(50 << 20, 320 << 10)]);

    private const string Units = "Bytes|bytes|Microseconds|[mM]illiseconds|Gibibyte|PerSecond|PerGigabyte|PerNumber|PerTask|PerPayloadByte|timesBareProcess";
    private const string Counted = "repeats|threads|workers|elements|producers|numbers|roundTrips|processes|batch|batches|tasks";

    // Every other part, with figures as long as they get.
    private static readonly MeasuredPart[] Others =
    [
        new("serialization", "codecs",
        [
            .. SerializationCases.Of(1 << 10).Select(static one =>
                new SerializationRow(one, 99_999, Spread.Of(122), Spread.Of(0.012), 99_999, 8_123_456)),
        ]),
        new("memory", "what processes take",
        [
            .. Enum.GetValues<Holding>().Select(static holding =>
                new MemoryRow(holding, 2, 256 << 20, Spread.Of(123_456_789, 223_456_789), Reading, 24L << 30)),
            new MemoryRow(Holding.Copies, 32, 20_000_000_000, Spread.Of(662e9), null, 24L << 30),
        ]),
        new("throughput", "data from process to process",
        [
            .. Enum.GetValues<TransferDirection>().Select(static direction => Transferred("chunk", direction, 64 << 20, 64 << 20)),
            Transferred("memory", TransferDirection.Copy, 1 << 20, 1 << 30),
            Transferred("socketBuffer", TransferDirection.FromWorker, 1 << 20, 1 << 20),
            Transferred("readBuffer", TransferDirection.FromWorker, 4096, 4096),
            Transferred("pauseThreshold", TransferDirection.FromWorker, 1 << 20, 1 << 20),
        ]),
        new("latency", "round trips",
            [new LatencyRow(false, 65_536, [9.5, 44, 45, 1234, 123_456]), new LatencyRow(true, 0, [9.5, 44, 45, 1234, 123_456])]),
        new("channels", "numbers",
        [
            .. from kind in Enum.GetValues<ChannelKind>()
               from each in (bool[])[true, false]
               select new ChannelsRow(kind, each, 4, 1_000_000, Spread.Of(2500, 12_345)),
        ]),
        new("spawn", "starts",
        [
            Started(SpawnKind.Pool, new SpawnTimes(0.0101, 0.1234, 0.0015, 0.0212)),
            Started(SpawnKind.DotNet, new SpawnTimes(0.0101, 0.0912, null, null)),
            Started(SpawnKind.Native, new SpawnTimes(0.0101, 0.0004, null, null)),
        ]),
        new("tasks", "hand-outs",
        [
            .. from batch in (int?[])[1, 1000, null]
               from mode in (ExecutionMode[])[ExecutionMode.Threads, ExecutionMode.Pipe]
               select new TasksRow(mode, 256, batch, 100_000, 100_000, Spread.Of(12.3, 1234)),
        ]),
    ];

    public static IEnumerable<TheoryDataRow<string, int>> Everything =>
        from part in Others from width in (int[])[60, 120] select new TheoryDataRow<string, int>(part.Name, width);

    [Theory]
    [MemberData(nameof(Everything))]
    public void Table_OfAnyPart_FitsAndIsPlain(string name, int width)
    {
        string text = Draw(Others.Single(part => part.Name == name), width);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.DoesNotContain(text, static letter => char.IsControl(letter) && letter != '\n' && letter != '\r');
        Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_OfEveryPart_IsReadByAParser()
    {
        JsonElement document = Document(Others);

        foreach (MeasuredPart part in Others)
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

    private static ThroughputRow Transferred(string sweep, TransferDirection direction, int chunk, long memory) => new(
        new ThroughputSettings(sweep, direction, chunk, memory, new PeerOptions { PauseThreshold = 4096 }, Workers: 2),
        1L << 30, Spread.Of(83.3, 100), Spread.Of(0.123));

    private static SpawnRow Started(SpawnKind kind, SpawnTimes times) =>
        new(kind, 8, [times, times], [new SpawnTimes(0.01, 0.04, null, null), new SpawnTimes(0.01, 0.05, null, null)]);

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
