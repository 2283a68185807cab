using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Scheduling;
using Cluster.Serialization;

namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>Choices by the names that they have on the command line.</summary>
internal static class Words
{
    internal static string Of(ChunkCodec codec) => codec switch
    {
        ChunkCodec.Raw => "raw",
        ChunkCodec.MessagePack => "messagepack",
        _ => "json",
    };

    internal static string Of(Schedule schedule) => schedule switch
    {
        Schedule.Auto => "auto",
        Schedule.Static => "static",
        Schedule.Dynamic => "dynamic",
        _ => "guided",
    };

    internal static string Of(HandOutChoice handOut) => handOut == HandOutChoice.Self ? "self" : "messages";

    internal static string Of(WorkerLifetime lifetime) => lifetime switch
    {
        WorkerLifetime.Pool => "pool",
        WorkerLifetime.Call => "call",
        _ => "task",
    };
}
