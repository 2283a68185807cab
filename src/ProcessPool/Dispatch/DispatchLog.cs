using Microsoft.Extensions.Logging;

namespace Cluster.Dispatch;

/// <summary>What a pool of tasks tells of itself.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(2009, LogLevel.Information, "worker {Worker} (pid {ProcessId}) is sent away: {Reason}")]
    internal static partial void WorkerRetired(this ILogger log, int worker, int processId, string reason);

    [LoggerMessage(2010, LogLevel.Warning, "A listener of the program, {Listener}, threw; what it was told is lost, nothing else is")]
    internal static partial void ListenerThrew(this ILogger log, Exception exception, string listener);

    [LoggerMessage(2011, LogLevel.Warning, "Worker {Worker} (pid {ProcessId}) sent an item to a queue that cannot be read: {Why}")]
    internal static partial void ItemNotRead(this ILogger log, int worker, int processId, string why);
}
