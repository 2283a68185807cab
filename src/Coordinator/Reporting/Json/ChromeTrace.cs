using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>Runs in the Chrome trace event format, which Perfetto and chrome://tracing open.</summary>
/// <remarks>
/// Complete events (<c>"ph": "X"</c>) with times in microseconds since the first of all, one <c>tid</c> per row and mode, and metadata events
/// that name them.
/// <see href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">Trace Event Format</see>.
/// </remarks>
internal static class ChromeTrace
{
    internal static void Write(Utf8JsonWriter writer, IReadOnlyList<RunTrace> traces)
    {
        long origin = traces.SelectMany(trace => trace.Rows).SelectMany(Begins).DefaultIfEmpty().Min();
        writer.WriteStartObject();
        writer.WriteString("displayTimeUnit", "ms");
        writer.WriteStartObject("otherData");
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteNumber("slicesDropped", traces.Sum(trace => trace.Dropped));
        writer.WriteEndObject();
        writer.WriteStartArray("traceEvents");
        int track = 0;
        foreach (RunTrace trace in traces)
            foreach (TraceRow row in trace.Rows) WriteRow(writer, trace.Mode, row, ++track, origin);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter writer, ExecutionMode mode, TraceRow row, int track, long origin)
    {
        Name(writer, "process_name", row.ProcessId, track, row.ProcessId == Environment.ProcessId ? "coordinator" : $"{mode.Word()}: {row.Name}");
        Name(writer, "thread_name", row.ProcessId, track, $"{mode.Word()}: {row.Name}");
        foreach (TraceSpan span in row.Spans) Event(writer, span.Name, "run", span.Begin, span.End, row.ProcessId, track, origin, -1);
        foreach (TraceSlice slice in row.Slices)
            Event(writer, slice.Phase.Word(), "phase", slice.Begin, slice.End, row.ProcessId, track, origin, slice.Chunk);
    }

    private static void Name(Utf8JsonWriter writer, string what, int process, int track, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("ph", "M");
        writer.WriteString("name", what);
        writer.WriteNumber("pid", process);
        writer.WriteNumber("tid", track);
        writer.WriteStartObject("args");
        writer.WriteString("name", name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter writer, string name, string category, long begin, long end, int process, int track, long origin, int chunk)
    {
        writer.WriteStartObject();
        writer.WriteString("ph", "X");
        writer.WriteString("name", name);
        writer.WriteString("cat", category);
        writer.WriteNumber("ts", Microseconds(begin - origin));
        writer.WriteNumber("dur", Microseconds(end - begin));
        writer.WriteNumber("pid", process);
        writer.WriteNumber("tid", track);
        if (chunk >= 0)
        {
            writer.WriteStartObject("args");
            writer.WriteNumber("chunk", chunk);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // Decimal, so that slices that touch in ticks touch in the file too.
    private static decimal Microseconds(long ticks) => (decimal)ticks * 1_000_000 / Stopwatch.Frequency;

    private static IEnumerable<long> Begins(TraceRow row) => row.Spans.Select(span => span.Begin).Concat(row.Slices.Select(slice => slice.Begin));
}
