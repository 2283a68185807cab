using System.Text.Json;
using Cluster.Coordinator.Checkpoints;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Diagnostics;
using Cluster.Jobs;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>A run as one JSON object. Fields and their order are a promise; JsonShapeTests holds it.</summary>
internal static class RunDocument
{
    internal static void Write(Utf8JsonWriter writer, RunOutcome outcome, Machine machine)
    {
        PreparedJob job = outcome.Job;
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteString("job", job.Definition.Name);
        writer.WriteString("mode", outcome.Mode.Word());
        if (outcome.Ranks is not null) writer.WriteString("engine", "mpi");
        writer.WriteNumber("workers", outcome.Workers);
        writer.WriteString("channel", outcome.UsedRings ? "ring" : "pipe");
        writer.WriteString("codec", Words.Of(job.Request.Codec));
        writer.WriteString("schedule", Words.Of(job.Request.Schedule));
        writer.WriteString("handOut", outcome.HandOut is { } handOut ? Words.Of(handOut) : null);
        writer.WriteString("lifetime", Words.Of(job.Request.Lifetime));
        writer.WriteNumber("chunks", job.Plan.Count);
        writer.WriteNumber("batches", outcome.Middle.Account.Batches);
        writer.WriteStartObject("input");
        writer.WriteString("description", job.InputDescription);
        writer.WriteNumber("bytes", job.InputBytes);
        writer.WriteEndObject();
        Parameters(writer, job);
        Result(writer, outcome.Result);
        writer.WriteString("digest", outcome.Digest);
        Seconds(writer, outcome);
        Bytes(writer, outcome.Middle.Account.Bytes, outcome.Ranks);
        Memory(writer, outcome);
        writer.WriteStartArray("workersDetail");
        foreach (WorkerAccount worker in outcome.Middle.Account.Workers) WorkerObject.Write(writer, worker);
        writer.WriteEndArray();
        if (outcome.Ranks is { } ranks) RanksObject.Write(writer, ranks);
        writer.WriteStartObject("faults");
        writer.WriteNumber("workersLost", outcome.WorkersLost);
        writer.WriteNumber("retries", outcome.Retries);
        writer.WriteEndObject();
        Checkpoint(writer, outcome.Checkpoint);
        MachineObject.Write(writer, machine);
        writer.WriteEndObject();
    }

    // Only where one was asked for.
    private static void Checkpoint(Utf8JsonWriter writer, CheckpointUse? use)
    {
        if (use is null) return;
        writer.WriteStartObject("checkpoint");
        writer.WriteString("file", use.File);
        writer.WriteNumber("chunks", use.Chunks);
        writer.WriteNumber("resumed", use.Resumed);
        writer.WriteEndObject();
    }

    private static void Parameters(Utf8JsonWriter writer, PreparedJob job)
    {
        writer.WriteStartObject("parameters");
        foreach (JobOption option in job.Definition.Options)
            if (job.Parameters.Values.TryGetValue(option.Name, out object? value)) writer.WriteValue(option.Name, value);
        writer.WriteNumber("seed", job.Request.Seed);
        writer.WriteNumber("chunkSize", job.Plan.Size);
        writer.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter writer, JobResult result)
    {
        writer.WriteStartObject("result");
        foreach (ResultField field in result.Fields) writer.WriteValue(field.Name, field.Value);
        writer.WriteEndObject();
    }

    private static void Seconds(Utf8JsonWriter writer, RunOutcome outcome)
    {
        writer.WriteStartObject("seconds");
        writer.WriteSeconds("total", outcome.Total);
        writer.WriteStartArray("runs");
        foreach (Repetition repetition in outcome.Repetitions) writer.WriteNumberValue(repetition.Time.TotalSeconds);
        writer.WriteEndArray();
        writer.WriteSeconds("median", outcome.Median);
        writer.WriteSeconds("min", outcome.Minimum);
        writer.WriteSeconds("max", outcome.Maximum);
        writer.WriteStartObject("phases");
        foreach (Phase phase in PhaseTimes.All) writer.WriteSeconds(phase.Word(), PhaseTimes.Of(outcome, phase));
        if (outcome.Ranks is { } ranks) RanksObject.WritePhases(writer, ranks);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Bytes(Utf8JsonWriter writer, ByteCounts bytes, RankUse? ranks)
    {
        writer.WriteStartObject("bytes");
        writer.WriteNumber("toWorkers", bytes.ToWorkers);
        writer.WriteNumber("fromWorkers", bytes.FromWorkers);
        writer.WriteNumber("shared", bytes.Shared);
        writer.WriteNumber("serialized", bytes.Serialized);
        if (ranks is not null) RanksObject.WriteBytes(writer, ranks);
        writer.WriteEndObject();
    }

    private static void Memory(Utf8JsonWriter writer, RunOutcome outcome)
    {
        writer.WriteStartObject("memory");
        writer.WriteNumber("coordinatorRss", outcome.Coordinator.Resident);
        writer.WriteStartArray("workersPss");
        foreach (ProcessMemory worker in outcome.WorkerMemory) writer.WriteNumberValue(worker.Proportional);
        writer.WriteEndArray();
        writer.WriteStartArray("workersRss");
        foreach (ProcessMemory worker in outcome.WorkerMemory) writer.WriteNumberValue(worker.Resident);
        writer.WriteEndArray();
        writer.WriteString("pages", outcome.Pages);
        writer.WriteEndObject();
    }
}
