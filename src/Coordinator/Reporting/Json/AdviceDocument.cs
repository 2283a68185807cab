using System.Text.Json;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;
using Cluster.Coordinator.Reporting.Wording;
using Cluster.Jobs;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>Advice as one JSON object; the unit of a number is part of its name.</summary>
internal static class AdviceDocument
{
    internal static void Write(Utf8JsonWriter writer, JobAdvice advice, Machine machine)
    {
        PreparedJob job = advice.Job;
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", JsonValues.SchemaVersion);
        writer.WriteString("job", job.Definition.Name);
        writer.WriteStartObject("parameters");
        foreach (JobOption option in job.Definition.Options)
            if (job.Parameters.Values.TryGetValue(option.Name, out object? value)) writer.WriteValue(option.Name, value);
        writer.WriteNumber("seed", job.Request.Seed);
        writer.WriteNumber("chunkSize", job.Plan.Size);
        writer.WriteEndObject();
        writer.WriteString("codec", Words.Of(job.Request.Codec));
        Work(writer, advice.Work);
        Target(writer, advice);
        Sample(writer, advice.Chunk);
        MachineCostsObject.Write(writer, advice);
        Findings(writer, advice);
        if (advice.Link is { } link) Ranks(writer, advice, link);
        Verification(writer, advice);
        MachineObject.Write(writer, machine);
        writer.WriteEndObject();
    }

    /// <summary>What follows from the measurements, as properties of an object that has been begun.</summary>
    internal static void Findings(Utf8JsonWriter writer, JobAdvice advice)
    {
        writer.WriteStartArray("predictions");
        foreach (Forecast forecast in advice.Forecasts) Prediction(writer, forecast);
        writer.WriteEndArray();
        Recommendation(writer, advice);
        Sizes(writer, advice);
    }

    private static void Work(Utf8JsonWriter writer, JobWork work)
    {
        writer.WriteStartObject("work");
        writer.WriteNumber("stages", work.Stages);
        writer.WriteNumber("chunks", work.Chunks);
        writer.WriteNumber("slicedBytes", work.SlicedBytes);
        writer.WriteNumber("broadcastBytes", work.BroadcastBytes);
        writer.WriteNumber("outputBytes", work.OutputBytes);
        writer.WriteNumber("partialBytes", work.PartialBytes);
        writer.WriteEndObject();
    }

    private static void Target(Utf8JsonWriter writer, JobAdvice advice)
    {
        writer.WriteStartObject("target");
        writer.WriteNumber("cores", advice.Circumstances.Cores);
        double bytes = advice.Circumstances.BytesPerSecond ?? advice.Machine.ReadBytesPerSecond.At(advice.Circumstances.Cores).Middle;
        writer.WriteNumber("gigabytesPerSecond", bytes / 1e9);
        writer.WriteEndObject();
    }

    private static void Sample(Utf8JsonWriter writer, ChunkCosts chunk)
    {
        writer.WriteStartObject("sample");
        Curve(writer, "computing", chunk.Computing);
        Curve(writer, "computingReceived", chunk.ComputingReceived);
        writer.WriteNumber("firstStageShare", chunk.FirstStage);
        writer.WriteNumber("reducingSecondsPerChunk", chunk.ReducingChunk.Middle);
        writer.WriteNumber("completingSecondsPerStage", chunk.CompletingStage.Middle);
        writer.WriteNumber("publishingSecondsPerByte", chunk.PublishingByte.Middle);
        writer.WriteNumber("firstCallSeconds", chunk.FirstCall);
        writer.WriteNumber("collectingShare", chunk.CollectingShare);
        writer.WriteNumber("memoryBytesPerChunk", chunk.MemoryBytes);
        writer.WriteEndObject();
    }

    private static void Curve(Utf8JsonWriter writer, string name, Curve curve)
    {
        writer.WriteStartArray(name);
        foreach (CurvePoint point in curve.Points)
        {
            writer.WriteStartObject();
            writer.WriteNumber("threads", point.Workers);
            writer.WriteEstimate("secondsPerChunk", point.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Prediction(Utf8JsonWriter writer, Forecast forecast)
    {
        writer.WriteStartObject();
        writer.WriteString("mode", forecast.Mode.Word());
        writer.WriteNumber("workers", forecast.Workers);
        writer.WriteEstimate("seconds", forecast.Warm);
        writer.WriteEstimate("firstCallSeconds", forecast.FirstCall);
        writer.WriteStartObject("parts");
        writer.WriteNumber("computingSeconds", forecast.Parts.Computing);
        writer.WriteNumber("movingSeconds", forecast.Parts.Moving);
        writer.WriteNumber("handingOutSeconds", forecast.Parts.HandingOut);
        writer.WriteNumber("wakingSeconds", forecast.Parts.Waking);
        writer.WriteNumber("reducingSeconds", forecast.Parts.Reducing);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Ranks(Utf8JsonWriter writer, JobAdvice advice, RankCosts link)
    {
        writer.WriteStartObject("link");
        writer.WriteNumber("roundTripSeconds", link.RoundTripSeconds);
        writer.WriteNumber("gigabytesPerSecond", link.BytesPerSecond / 1e9);
        writer.WriteEndObject();
        writer.WriteStartArray("ranks");
        foreach (RankForecast one in advice.Ranks)
        {
            writer.WriteStartObject();
            writer.WriteNumber("ranks", one.Ranks);
            writer.WriteString("mode", one.Each.Mode.Word());
            writer.WriteNumber("workers", one.Each.Workers);
            writer.WriteEstimate("seconds", one.Warm);
            writer.WriteNumber("broadcastSeconds", one.Broadcast);
            writer.WriteNumber("gatherSeconds", one.Gather);
            writer.WriteNumber("reducingSeconds", one.Reducing);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Recommendation(Utf8JsonWriter writer, JobAdvice advice)
    {
        var words = new AdviceText(advice);
        writer.WriteStartObject("recommendation");
        Choice(writer, "repeated", advice.Repeated.Chosen, advice.Repeated.Chosen.Warm.Middle, words.Repeated);
        Choice(writer, "once", advice.Once.Chosen, advice.Once.Chosen.FirstCall.Middle, words.Once);
        if (advice.Batch is { } batch)
        {
            writer.WriteStartObject("batch");
            if (batch.Batch is { } chunks) writer.WriteNumber("chunks", chunks);
            else writer.WriteNull("chunks");
            writer.WriteNumber("seconds", batch.Seconds);
            writer.WriteNumber("mostChunks", batch.Largest);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("batch");
        }

        writer.WriteStartArray("remarks");
        foreach (string remark in words.Remarks) writer.WriteStringValue(remark);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Choice(Utf8JsonWriter writer, string name, Forecast chosen, double seconds, string reason)
    {
        writer.WriteStartObject(name);
        writer.WriteString("mode", chosen.Mode.Word());
        writer.WriteNumber("workers", chosen.Workers);
        writer.WriteNumber("seconds", seconds);
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    }

    private static void Sizes(Utf8JsonWriter writer, JobAdvice advice)
    {
        var words = new AdviceText(advice);
        writer.WriteStartArray("breakEven");
        foreach (BreakEven one in advice.BreakEvens)
        {
            writer.WriteStartObject();
            writer.WriteString("mode", one.Faster.Word());
            writer.WriteString("than", one.Than.Word());
            writer.WriteString("call", one.FirstCall ? "first" : "warm");
            writer.WriteString("option", advice.Job.Definition.SizeOption!.Name);
            Optional(writer, "from", one.From);
            Optional(writer, "to", one.To);
            if (one.From is null) writer.WriteString("reason", words.WhyNever(one));
            else writer.WriteNull("reason");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("sizes");
        foreach (SizedForecasts size in advice.Sizes)
        {
            writer.WriteStartObject();
            writer.WriteNumber("size", size.Size);
            foreach (Forecast forecast in size.ByMode)
            {
                writer.WriteStartObject(forecast.Mode.Word());
                writer.WriteNumber("workers", forecast.Workers);
                writer.WriteNumber("seconds", forecast.Warm.Middle);
                writer.WriteNumber("firstCallSeconds", forecast.FirstCall.Middle);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Verification(Utf8JsonWriter writer, JobAdvice advice)
    {
        writer.WriteStartArray("verification");
        foreach (Verified one in advice.Verification)
        {
            writer.WriteStartObject();
            writer.WriteString("mode", one.Predicted.Mode.Word());
            writer.WriteNumber("workers", one.Predicted.Workers);
            writer.WriteNumber("predictedSeconds", one.Predicted.Warm.Middle);
            writer.WriteSeconds("measuredSeconds", one.Measured.Median);
            writer.WriteSeconds("measuredSecondsMin", one.Measured.Minimum);
            writer.WriteSeconds("measuredSecondsMax", one.Measured.Maximum);
            writer.WriteNumber("error", one.Error);
            writer.WriteString("digest", one.Measured.Digest);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }
}
