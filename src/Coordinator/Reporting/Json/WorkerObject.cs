using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>One worker's part in the repetition in the middle; its phases add up to its wall time.</summary>
internal static class WorkerObject
{
    internal static void Write(Utf8JsonWriter writer, WorkerAccount worker)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", worker.Id);
        if (worker.Rank is { } rank) writer.WriteNumber("rank", rank);
        writer.WriteNumber("pid", worker.ProcessId);
        writer.WriteNumber("starts", worker.Starts);
        writer.WriteNumber("chunks", worker.Chunks);
        writer.WriteTicks("compute", worker.Ticks[(int)Phase.Compute]);
        writer.WriteTicks("idle", worker.Ticks[(int)Phase.Idle]);
        writer.WriteTicks("wall", worker.Wall);
        writer.WriteStartObject("phases");
        foreach (Phase phase in PhaseTimes.All) writer.WriteTicks(phase.Word(), worker.Ticks[(int)phase]);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
