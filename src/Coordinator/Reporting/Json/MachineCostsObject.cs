using System.Text.Json;
using Cluster.Coordinator.Measurement.Advice;

namespace Cluster.Coordinator.Reporting.Json;

/// <summary>The constants that advice rests on.</summary>
internal static class MachineCostsObject
{
    private const double Nanoseconds = 1e9;
    private const double Microseconds = 1e6;
    private const double Milliseconds = 1e3;

    internal static void Write(Utf8JsonWriter writer, JobAdvice advice)
    {
        MachineCosts machine = advice.Machine;
        writer.WriteStartObject("constants");
        writer.WriteBoolean("measuredNow", advice.MeasuredNow);
        writer.WriteString("path", advice.CachePath);
        writer.WriteString("build", machine.Identity.Build);
        writer.WriteNumber("cores", machine.Identity.Cores);
        writer.WriteNumber("cacheBytes", machine.CacheBytes);
        writer.WriteNumber("othersShare", machine.OthersShare);
        writer.WriteNumber("misfitShare", machine.Misfit);
        writer.WriteEstimate("sequentialNanosecondsPerChunk", machine.SequentialChunk * Nanoseconds);
        writer.WriteStartArray("memory");
        foreach (CurvePoint point in machine.ReadBytesPerSecond.Points)
        {
            writer.WriteStartObject();
            writer.WriteNumber("threads", point.Workers);
            writer.WriteEstimate("gigabytesPerSecond", point.Value * 1e-9);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEstimate("threadsNanosecondsPerChunk", machine.ThreadsChunk * Nanoseconds);
        HandingOut(writer, "shared", machine.Shared);
        HandingOut(writer, "pipe", machine.Pipe);
        Moving(writer, "raw", machine.Raw);
        Moving(writer, "messagepack", machine.MessagePack);
        Moving(writer, "json", machine.Json);
        writer.WriteEstimate("keepingNanosecondsPerByte", machine.KeepingByte * Nanoseconds);
        writer.WriteStartArray("byWorkers");
        foreach (WorkerCosts costs in machine.ByWorkers) Workers(writer, costs);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Three numbers: the median under the name itself, the quartiles with <c>Low</c> and <c>High</c> behind it.</summary>
    internal static void WriteEstimate(this Utf8JsonWriter writer, string name, Estimate estimate)
    {
        writer.WriteNumber(name, estimate.Middle);
        writer.WriteNumber($"{name}Low", estimate.Low);
        writer.WriteNumber($"{name}High", estimate.High);
    }

    private static void HandingOut(Utf8JsonWriter writer, string name, HandOutCosts costs)
    {
        writer.WriteStartObject(name);
        writer.WriteEstimate("workerNanosecondsPerChunk", costs.Worker * Nanoseconds);
        writer.WriteEstimate("coordinatorNanosecondsPerChunk", costs.Coordinator * Nanoseconds);
        writer.WriteEstimate("workerNanosecondsPerSending", costs.WorkerSending * Nanoseconds);
        writer.WriteEstimate("coordinatorNanosecondsPerSending", costs.CoordinatorSending * Nanoseconds);
        writer.WriteEstimate("nanosecondsPerMessage", costs.Message * Nanoseconds);
        writer.WriteEndObject();
    }

    private static void Moving(Utf8JsonWriter writer, string name, CodecCosts costs)
    {
        writer.WriteStartObject(name);
        Direction(writer, "send", costs.Send);
        Direction(writer, "receive", costs.Receive);
        writer.WriteEndObject();
    }

    private static void Direction(Utf8JsonWriter writer, string name, MoveCosts costs)
    {
        writer.WriteStartArray(name);
        foreach (MovePoint point in costs.Points)
        {
            writer.WriteStartObject();
            writer.WriteNumber("bytesPerChunk", point.Bytes);
            writer.WriteEstimate("aloneMicroseconds", point.Alone * Microseconds);
            writer.WriteEstimate("processorMicroseconds", point.Processor * Microseconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Workers(Utf8JsonWriter writer, WorkerCosts costs)
    {
        writer.WriteStartObject();
        writer.WriteNumber("workers", costs.Workers);
        writer.WriteEstimate("spawnMilliseconds", costs.Spawn * Milliseconds);
        writer.WriteEstimate("teardownMilliseconds", costs.Teardown * Milliseconds);
        writer.WriteEstimate("firstStageMilliseconds", costs.FirstStage * Milliseconds);
        writer.WriteEstimate("touchingNanosecondsPerByte", costs.TouchingByte * Nanoseconds);
        writer.WriteEstimate("releasingNanosecondsPerByte", costs.ReleasingByte * Nanoseconds);
        writer.WriteEstimate("writingNanosecondsPerByte", costs.WritingByte * Nanoseconds);
        Stage(writer, "threads", costs.Threads);
        Stage(writer, "shared", costs.Shared);
        Stage(writer, "pipe", costs.Pipe);
        writer.WriteEndObject();
    }

    private static void Stage(Utf8JsonWriter writer, string name, StageCosts costs)
    {
        writer.WriteStartObject(name);
        writer.WriteEstimate("microsecondsPerShortStage", costs.Short * Microseconds);
        writer.WriteEstimate("microsecondsPerLongStage", costs.Long * Microseconds);
        writer.WriteEndObject();
    }
}
