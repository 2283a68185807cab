using System.Diagnostics;
using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>A report's data as one JSON object, which the page and the other forms are made from.</summary>
internal static class ReportDocument
{
    internal static void Write(Utf8JsonWriter writer, ReportData report)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteBoolean("quick", report.Quick);
        MachineObject.Write(writer, report.Machine);
        writer.WriteStartArray("jobs");
        foreach (JobReport job in report.Jobs) Write(writer, job, report.Machine);
        writer.WriteEndArray();
        writer.WriteStartObject("measurements");
        MeasurementDocument.WriteParts(writer, report.Parts);
        writer.WriteEndObject();
        writer.WritePropertyName("timeline");
        if (report.Traced is { Trace: { } trace } run) Timeline(writer, run, trace);
        else writer.WriteNullValue();
        writer.WriteStartArray("gaps");
        foreach (ReportGap gap in report.Gaps)
        {
            writer.WriteStartObject();
            writer.WriteString("what", gap.What);
            writer.WriteString("why", gap.Why);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JobReport job, Machine machine)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("comparison");
        ComparisonDocument.Write(writer, job.Comparison, machine);
        writer.WriteStartArray("scaling");
        foreach (RunOutcome outcome in job.Scaling)
        {
            writer.WriteStartObject();
            writer.WriteString("mode", outcome.Mode.Word());
            writer.WriteNumber("workers", outcome.Workers);
            writer.WriteSeconds("median", outcome.Median);
            writer.WriteSeconds("min", outcome.Minimum);
            writer.WriteSeconds("max", outcome.Maximum);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("advice");
        if (job.Advice is { } advice)
        {
            writer.WriteStartObject();
            AdviceDocument.Findings(writer, advice);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    // The last repetition: the others look like it, and those before have compiled the code that it runs.
    private static void Timeline(Utf8JsonWriter writer, RunOutcome run, RunTrace trace)
    {
        TraceSpan repetition = trace.Rows.First(row => row.Name == "run").Spans[^1];
        writer.WriteStartObject();
        writer.WriteString("job", run.Job.Definition.Name);
        writer.WriteString("mode", run.Mode.Word());
        writer.WriteStartArray("rows");
        foreach (TraceRow row in trace.Rows.Where(row => row.Name != "run"))
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Name);
            writer.WriteStartArray("parts");
            foreach (TraceSpan span in row.Spans.Where(span => span.Begin >= repetition.Begin && span.End <= repetition.End))
                Part(writer, span.Name, span.Begin, span.End, repetition.Begin, -1);
            foreach (TraceSlice slice in row.Slices.Where(slice => slice.Begin >= repetition.Begin && slice.Begin < repetition.End))
                Part(writer, slice.Phase.Word(), slice.Begin, Math.Min(slice.End, repetition.End), repetition.Begin, slice.Chunk);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Milliseconds since the repetition began.
    private static void Part(Utf8JsonWriter writer, string name, long begin, long end, long origin, int chunk)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteNumber("begin", Milliseconds(begin - origin));
        writer.WriteNumber("end", Milliseconds(end - origin));
        if (chunk >= 0) writer.WriteNumber("chunk", chunk);
        writer.WriteEndObject();
    }

    private static decimal Milliseconds(long ticks) => (decimal)ticks * 1000 / Stopwatch.Frequency;
}
