using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Json;

namespace Cluster.Coordinator.Reporting;

/// <summary>The data of reports.</summary>
internal static class SampleReport
{
    /// <summary>One that was measured, and is kept: <c>samples/data/report.json</c>.</summary>
    internal static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Reporting", "report.json");

    /// <summary>A copy to change.</summary>
    internal static JsonObject Node() => JsonNode.Parse(File.ReadAllBytes(Path))!.AsObject();

    internal static JsonElement Element(JsonNode? node = null) => JsonSerializer.SerializeToElement(node ?? Node());

    /// <summary>Of real results, parts and advice with figures that are made up: as it is written today.</summary>
    internal static async Task<JsonElement> Written()
    {
        RunOutcome[] scaling = [await SampleRuns.InMode(ExecutionMode.Threads, 0.5), await SampleRuns.InMode(ExecutionMode.Shared, 0.5)];
        var data = new ReportData(
            Quick: true, Machine.Read(), [new JobReport(await SampleRuns.Compared(), scaling, SampleAdvice.Of(5e-3))],
            [SampleParts.Limits, SampleParts.SharedMemory, .. SampleParts.Others], Traced: null,
            [new ReportGap("channels", "this part needs 5 bytes, 4 are available")]);
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) ReportDocument.Write(writer, data);
        return JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
