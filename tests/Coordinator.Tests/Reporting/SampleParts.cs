using System.Buffers;
using System.Text.Json.Nodes;
using System.Text.Json;
using Cluster.Coordinator.Execution;
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
using Cluster.Coordinator.Measurement;
using Cluster.Coordinator.Reporting.Json;
using Cluster.Memory;

namespace Cluster.Coordinator.Reporting;

/// <summary>Parts of <c>measure</c> with figures that are made up.</summary>
internal static class SampleParts
{
    internal static readonly MeasuredPart Limits = new("limits", "how fast memory is, in a sentence that is longer than a narrow terminal is wide",
    [
        new LimitsRow(MemoryOperation.Read, 1, 4096, 0, 1L << 30, Spread.Of(10, 12.5, 30)),
        new LimitsRow(MemoryOperation.Copy, 16, 2 << 20, 1L << 30, 1L << 30, null),
    ]);

    internal static readonly MeasuredPart SharedMemory = new("shared-memory", "what memory costs",
    [
        new SharedMemoryRow(true, SegmentPages.Ordinary, Paging.Ahead, MemoryStep.Attach, 256L << 20, 0, Spread.Of(0.25)),
        new SharedMemoryRow(true, SegmentPages.Ordinary, Paging.Ahead, MemoryStep.FirstTouchAttached, 256L << 20, 0, Spread.Of(100, 123, 200)),
        new SharedMemoryRow(true, SegmentPages.Ordinary, Paging.Ahead, MemoryStep.WarmRead, 256L << 20, 0, Spread.Of(10)),
        new SharedMemoryRow(true, SegmentPages.Ordinary, Paging.Huge, null, 256L << 20, 0, null, "not allowed here: shmem_enabled is never"),
    ]);

    private static readonly MemoryReading Reading = new(
        new ProcessMemory(1, 90 << 20, 80 << 20), [new ProcessMemory(2, 70 << 20, 60 << 20)], [new OwnMemory(50 << 20, 320 << 10)]);

    // Every other part, with figures as long as they get.
    internal static readonly MeasuredPart[] Others =
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
            Transferred("ring", TransferDirection.FromWorker, 64 << 20, 64 << 20),
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
               from channel in mode == ExecutionMode.Threads ? (string?[])[null] : ["pipe", "ring"]
               select new TasksRow(mode, 256, batch, 100_000, 100_000, Spread.Of(12.3, 1234)) { Channel = channel },
        ]),
    ];

    /// <summary>The rows of a part as a document has them.</summary>
    internal static JsonNode Rows(string part)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            MeasurementDocument.Write(writer, [Others.Single(one => one.Name == part)], quick: true, Machine.Read());
        return JsonNode.Parse(buffer.WrittenSpan)![part]!.DeepClone();
    }

    private static ThroughputRow Transferred(string sweep, TransferDirection direction, int chunk, long memory) => new(
        new ThroughputSettings(sweep, direction, chunk, memory, new PeerOptions { PauseThreshold = 4096, UsesRings = sweep == "ring" }, Workers: 2),
        1L << 30, Spread.Of(83.3, 100), Spread.Of(0.123));

    private static SpawnRow Started(SpawnKind kind, SpawnTimes times) =>
        new(kind, 8, [times, times], [new SpawnTimes(0.01, 0.04, null, null), new SpawnTimes(0.01, 0.05, null, null)]);
}
