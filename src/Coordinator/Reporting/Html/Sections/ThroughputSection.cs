using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>How fast data goes from process to process, by chunk size and by buffer.</summary>
internal static class ThroughputSection
{
    private const string Part = "throughput";

    // What is varied, and the field that has it.
    private static readonly (string Sweep, string Field, string Title, string Description)[] Buffers =
    [
        ("socketBuffer", "socketBufferBytes", "Socket buffer", "How much the kernel may hold of a connection: chunks of 1 MiB."),
        ("readBuffer", "readBufferBytes", "Read buffer", "How much is read at once of small frames: chunks of 4 KiB."),
        ("pauseThreshold", "pauseThresholdBytes", "Reading ahead", "How much may lie between a task that reads and a thread that parses: chunks of 1 MiB."),
    ];

    internal static XElement? Of(JsonElement report)
    {
        IReadOnlyList<JsonElement> rows = report.Part(Part);
        if (rows.Count == 0) return null;
        JsonElement[] chunks = [.. rows.Where(row => row.Text("sweep") == "chunk")];
        return Html.Section(
            "throughput", "Throughput",
            Html.Paragraph("Frames through a named pipe: what mode pipe pays for every byte that it moves, and mode shared does not. " +
                "Small chunks are slowed down by the cost of each, large ones leave the cache."),
            Html.Figures([ByChunk(chunks, LimitsSection.CopyCeiling(report)), Processor(chunks), Cycling(rows), .. Buffers.Select(one => Buffer(one, rows))]));
    }

    private static XElement? ByChunk(JsonElement[] rows, double ceiling)
    {
        if (rows.Length == 0) return null;
        const string title = "Chunk size";
        bool hasCeiling = double.IsFinite(ceiling);
        string description = "Data that goes to and from a worker, against the size of a chunk. " +
            "A copy within one process passes the memory's bandwidth as long as the cache holds it" +
            $"{(hasCeiling ? $"; the dashed line is that bandwidth, {Units.Digits(ceiling)} GB/s of copying" : "")}.";
        List<Series> series = [.. Lines(rows, "chunkBytes", "gigabytesPerSecond")];
        if (hasCeiling)
        {
            double[] sizes = [.. rows.Select(row => row.Number("chunkBytes"))];
            series.Add(new Series("memory: copy", [(sizes.Min(), ceiling), (sizes.Max(), ceiling)], 9, SeriesKind.Reference));
        }

        return Html.Figure(
            new LineChart("throughput-chunk", "Throughput against chunk size", description, Axes.BytesByRatio("chunk"), Axes.GigabytesPerSecondByRatio, series).Draw(),
            title, description, Values(title, "chunk", rows, "chunkBytes"));
    }

    private static XElement? Processor(JsonElement[] rows)
    {
        JsonElement[] moved = [.. rows.Where(row => row.Maybe("cpuSecondsPerGigabyte") is not null)];
        if (moved.Length == 0) return null;
        const string title = "Processor time";
        const string description = "What moving a gigabyte takes of all processes that take part: time that computing does not get.";
        var y = new Axis("seconds per GB, logarithmic", value => $"{Units.Digits(value)} s/GB", Ticks.Number, IsLogarithmic: true);
        return Html.Figure(
            new LineChart(
                "throughput-cpu", "Processor time of moving data, against chunk size", description,
                Axes.BytesByRatio("chunk"), y, [.. Lines(moved, "chunkBytes", "cpuSecondsPerGigabyte")]).Draw(),
            title, description,
            Html.Table(title, ["direction", "chunk", "s/GB", "minimum", "maximum"], moved.Select(IReadOnlyList<string> (row) =>
            [
                row.Text("direction"), Ticks.Bytes(row.Whole("chunkBytes")), Units.Digits(row.Number("cpuSecondsPerGigabyte")),
                Units.Digits(row.Number("cpuSecondsPerGigabyteMin")), Units.Digits(row.Number("cpuSecondsPerGigabyteMax")),
            ])));
    }

    // The same chunk again and again stays in the cache; data of a job does not.
    private static XElement? Cycling(IReadOnlyList<JsonElement> all)
    {
        JsonElement[] cycling = [.. all.Where(row => row.Text("sweep") == "memory")];
        if (cycling.Length == 0) return null;
        long chunk = cycling[0].Whole("chunkBytes");
        JsonElement[] reused = [.. all.Where(row => row.Text("sweep") == "chunk" && row.Whole("chunkBytes") == chunk)];
        const string title = "Out of the cache or out of memory";
        string description = $"Chunks of {Ticks.Bytes(chunk)}: the same one again and again, and others each time, " +
            $"from {Ticks.Bytes(cycling[0].Whole("memoryBytes"))}.";
        (string, IReadOnlyList<Segment>)[] groups = [.. cycling.Select(row =>
        {
            Segment[] bars =
            [
                .. reused.Where(one => one.Text("direction") == row.Text("direction")).Select(one => new Segment("same", one.Number("gigabytesPerSecond"), 0)),
                new Segment("others", row.Number("gigabytesPerSecond"), 1),
            ];
            return (row.Text("direction"), (IReadOnlyList<Segment>)bars);
        })];
        return Html.Figure(
            new GroupedBars(
                "throughput-memory", "Throughput out of the cache and out of memory", description,
                Axes.GigabytesPerSecond with { Tick = Units.Digits }, groups).Draw(),
            title, description,
            Html.Table(
                title, ["direction", "memory", "GB/s", "minimum", "maximum"],
                reused.Where(one => cycling.Any(row => row.Text("direction") == one.Text("direction"))).Concat(cycling)
                    .Select(IReadOnlyList<string> (row) => [row.Text("direction"), row.Text("memory"), .. Spread(row)])));
    }

    private static XElement? Buffer((string Sweep, string Field, string Title, string Description) one, IReadOnlyList<JsonElement> all)
    {
        JsonElement[] rows = [.. all.Where(row => row.Text("sweep") == one.Sweep)];
        if (rows.Length == 0) return null;
        string name = one.Title.ToLowerInvariant();
        return Html.Figure(
            new LineChart(
                $"throughput-{one.Sweep}", $"Throughput against {name}", one.Description, Axes.BytesByRatio(name), Axes.GigabytesPerSecond,
                [.. Lines(rows, one.Field, "gigabytesPerSecond")]).Draw(),
            one.Title, one.Description, Values(one.Title, "size", rows, one.Field));
    }

    private static IEnumerable<Series> Lines(IEnumerable<JsonElement> rows, string x, string y) => rows.GroupBy(row => row.Text("direction")).Select(direction =>
    {
        long workers = direction.First().Whole("workers");
        string name = workers > 1 ? $"{direction.Key} ({workers.ToString(CultureInfo.InvariantCulture)})" : direction.Key;
        return new Series(name, [.. direction.Select(row => (row.Number(x), row.NumberOrNone(y)))], Color(direction.Key));
    });

    private static int Color(string direction) => direction switch { "to a worker" => 0, "from a worker" => 1, "both at once" => 2, "to all" => 3, _ => 8 };

    private static XElement Values(string title, string size, IEnumerable<JsonElement> rows, string field) => Html.Table(
        title, ["direction", size, "GB/s", "minimum", "maximum"],
        rows.Select(IReadOnlyList<string> (row) => [row.Text("direction"), Ticks.Bytes(row.Whole(field)), .. Spread(row)]));

    private static IReadOnlyList<string> Spread(JsonElement row) =>
        [Units.Digits(row.Number("gigabytesPerSecond")), Units.Digits(row.Number("gigabytesPerSecondMin")), Units.Digits(row.Number("gigabytesPerSecondMax"))];
}
