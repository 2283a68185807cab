using Cluster.Protocol;

namespace Cluster.TestKit.Crashes;

/// <summary>The messages of each.</summary>
internal static class FaultTraffics
{
    extension(FaultTraffic traffic)
    {
        /// <summary>The message that receiving fails in.</summary>
        internal MessageKind Received => traffic switch
        {
            FaultTraffic.Shared => MessageKind.MapBatch, FaultTraffic.Board => MessageKind.BeginStage, FaultTraffic.Pipe => MessageKind.ChunkData,
            _ => MessageKind.RunCall,
        };

        /// <summary>The message that sending fails in.</summary>
        internal MessageKind Sent => traffic switch
        {
            FaultTraffic.Shared => MessageKind.Partial, FaultTraffic.Pipe => MessageKind.ChunkOutput, _ => MessageKind.CallResult,
        };

        /// <summary>The message that completes an answer.</summary>
        internal MessageKind Answer => traffic == FaultTraffic.Tasks ? MessageKind.CallResult : MessageKind.Partial;
    }
}
