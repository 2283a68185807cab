using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>What it takes to make bytes of values and values of bytes, by codec and type.</summary>
internal static class SerializationSection
{
    private const string Part = "serialization";

    internal static XElement? Of(JsonElement report)
    {
        IReadOnlyList<JsonElement> all = report.Part(Part);
        if (all.Count == 0) return null;
        // The largest values of each case: what is paid once per call no longer counts there.
        JsonElement[] rows = [.. all.GroupBy(row => (row.Text("type"), row.Text("codec"))).Select(same => same.MaxBy(row => row.Whole("payloadBytes")))];
        string size = Ticks.Bytes(rows.Max(row => row.Whole("payloadBytes")));
        return Html.Section(
            "serialization", "Serialization",
            Html.Paragraph($"One thread, values of about {size} in memory. raw copies memory as it is, " +
                "elements is MessagePack number by number as mode pipe writes it, messagepack and json take any object."),
            Html.Figures(
                Rates("encode", "Encoding", "Payload that is turned into bytes in a second.", "encodeGigabytesPerSecond", rows, all),
                Rates("decode", "Decoding", "Payload that is made of bytes in a second.", "decodeGigabytesPerSecond", rows, all),
                Sizes(rows, all)));
    }

    private static XElement Rates(string id, string title, string description, string field, IReadOnlyList<JsonElement> rows,
        IReadOnlyList<JsonElement> all) => Html.Figure(
        new GroupedBars(
            $"serialization-{id}", $"{title}, by type and codec", description,
            Axes.GigabytesPerSecondByRatio with { Tick = Units.Digits }, Groups(rows, field)).Draw(),
        title, description,
        Html.Table(title, ["type", "codec", "payload", "GB/s", "minimum", "maximum"], all.Select(IReadOnlyList<string> (row) =>
        [
            row.Text("type"), row.Text("codec"), Units.Bytes(row.Whole("payloadBytes")), Units.Digits(row.Number(field)),
            Units.Digits(row.Number($"{field}Min")), Units.Digits(row.Number($"{field}Max")),
        ])));

    private static XElement Sizes(IReadOnlyList<JsonElement> rows, IReadOnlyList<JsonElement> all)
    {
        const string title = "Encoded size";
        const string description = "Bytes that travel for each byte that lies in memory.";
        var value = new Axis("times the size in memory", Units.Factor, Units.Digits);
        return Html.Figure(
            new GroupedBars("serialization-size", "Encoded size, by type and codec", description, value, Groups(rows, "bytesPerPayloadByte")).Draw(),
            title, description,
            Html.Table(title, ["type", "codec", "payload", "encoded", "size", "encode heap", "decode heap"], all.Select(IReadOnlyList<string> (row) =>
            [
                row.Text("type"), row.Text("codec"), Units.Bytes(row.Whole("payloadBytes")), Units.Bytes(row.Whole("encodedBytes")),
                Units.Factor(row.Number("bytesPerPayloadByte")),
                Units.Bytes(row.Whole("encodeAllocatedBytes")), Units.Bytes(row.Whole("decodeAllocatedBytes")),
            ])));
    }

    private static (string, IReadOnlyList<Segment>)[] Groups(IReadOnlyList<JsonElement> rows, string field) =>
    [
        .. rows.GroupBy(row => row.Text("type")).Select(type =>
            (type.Key, (IReadOnlyList<Segment>)[.. type.Select(row => new Segment(row.Text("codec"), row.NumberOrNone(field), Color(row.Text("codec"))))])),
    ];

    private static int Color(string codec) => codec switch { "raw" => 0, "elements" => 2, "messagepack" => 3, _ => 1 };
}
