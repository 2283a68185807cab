using Microsoft.Extensions.Logging;

namespace Cluster.Dispatch;

/// <summary>What a pool of tasks tells of itself.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(2009, LogLevel.Information, "worker {Worker} (pid {ProcessId}) is sent away: {Reason}")]
    internal static partial void WorkerRetired(this ILogger log, int worker, int processId, string reason);
}
