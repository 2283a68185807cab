using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Cluster.Coordinator.Reporting.Charts;
using Cluster.Coordinator.Reporting.Wording;

namespace Cluster.Coordinator.Reporting.Html.Sections;

/// <summary>What coordinator and workers take together, by what the workers hold; and what many of them would take with much data.</summary>
internal static class MemorySection
{
    private const string Part = "memory";

    internal static XElement? Of(JsonElement report)
    {
        IReadOnlyList<JsonElement> rows = report.Part(Part);
        if (rows.Count == 0) return null;
        long machine = report.GetProperty("machine").Whole("memoryBytes");
        JsonElement[] measured = [.. rows.Where(row => !row.GetProperty("predicted").GetBoolean())];
        JsonElement[] predicted = [.. rows.Where(row => row.GetProperty("predicted").GetBoolean())];
        return Html.Section(
            "memory", "Memory",
            Html.Paragraph("Workers that hold nothing, a copy of the data each, each a part of it, or all of it mapped. " +
                "Pages that several processes have are counted once."),
            Html.Figures([.. measured.GroupBy(row => row.Whole("workers")).Select(same => Measured(same.Key, [.. same])), Predicted(predicted, machine)]));
    }

    private static XElement Measured(long workers, IReadOnlyList<JsonElement> rows)
    {
        string data = Ticks.Bytes(rows.Max(row => row.Whole("dataBytes")));
        string title = $"{data}, {Units.Count(workers, "worker")}";
        const string description = "The coordinator has the data in any case; what the workers have besides differs.";
        (string, IReadOnlyList<Segment>)[] bars = [.. rows.Select(row => (row.Text("holding"), Segments(row)))];
        return Html.Figure(
            new BarChart(
                $"memory-{workers.ToString(CultureInfo.InvariantCulture)}", $"Memory with {Units.Count(workers, "worker")}", description,
                Axes.Bytes("all processes together"), bars).Draw(),
            title, description,
            Html.Table(
                title, ["workers hold", "total", "minimum", "maximum", "coordinator PSS", "coordinator RSS", "workers' PSS", "largest RSS of a worker"],
                rows.Select(IReadOnlyList<string> (row) =>
            [
                row.Text("holding"), Size(row, "totalBytes"), Size(row, "totalBytesMin"), Size(row, "totalBytesMax"),
                Size(row, "coordinatorPssBytes"), Size(row, "coordinatorRssBytes"),
                Units.Bytes((long)Sum(row, "workersPssBytes")), Units.Bytes(row.Items("workersRssBytes").Select(worker => worker.GetInt64()).DefaultIfEmpty().Max()),
            ])));
    }

    private static IReadOnlyList<Segment> Segments(JsonElement row) =>
    [
        new Segment("coordinator", row.NumberOrNone("coordinatorPssBytes"), 0),
        new Segment("workers", Sum(row, "workersPssBytes"), 1),
        new Segment("page tables", Sum(row, "workersPageTableBytes"), 2),
    ];

    private static XElement? Predicted(JsonElement[] rows, long machine)
    {
        if (rows.Length == 0) return null;
        string title = $"{Units.Digits(rows[0].Number("dataBytes") / 1e9)} GB and {Units.Count(rows[0].Whole("workers"), "worker")}, predicted";
        string description = $"From what was measured: what processes take with far more data. This machine has {Units.Bytes(machine)}.";
        // One segment each, all of one colour: a legend would say nothing.
        (string, IReadOnlyList<Segment>)[] bars =
            [.. rows.Select(row => ($"{row.Text("holding")}: {(Fits(row) ? "fits here" : "does not fit here")}",
                (IReadOnlyList<Segment>)[new Segment("total", row.Number("totalBytes"), 0)]))];
        var chart = new BarChart("memory-predicted", title, description, Axes.Bytes("all processes together"), bars)
        {
            Limit = new Mark($"this machine: {Units.Bytes(machine)}", machine),
        };
        return Html.Figure(
            chart.Draw(), title, description,
            Html.Table(title, ["workers hold", "total", "for each worker", "fits here"], rows.Select(IReadOnlyList<string> (row) =>
            [
                row.Text("holding"), Size(row, "totalBytes"), Units.Bytes((long)(row.Number("totalBytes") / Math.Max(1, row.Whole("workers")))),
                Fits(row) ? "yes" : "no",
            ])));
    }

    private static bool Fits(JsonElement row) => row.GetProperty("fitsThisMachine").GetBoolean();

    private static double Sum(JsonElement row, string name) => row.Items(name).Sum(value => value.GetDouble());

    private static string Size(JsonElement row, string name) => double.IsFinite(row.NumberOrNone(name)) ? Units.Bytes((long)row.Number(name)) : "–";
}
