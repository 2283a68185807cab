using Microsoft.Extensions.Logging;

namespace Cluster.Hosting;

/// <summary>What becomes of a host's pools. Ids 2200 to 2299.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(2200, LogLevel.Information, "Process pool '{Pool}' started with {Workers} workers in {Milliseconds:0} ms")]
    internal static partial void PoolStarted(this ILogger log, string pool, int workers, double milliseconds);

    [LoggerMessage(2201, LogLevel.Information, "Process pool '{Pool}' has ended; no task was left")]
    internal static partial void PoolEnded(this ILogger log, string pool);

    [LoggerMessage(2202, LogLevel.Warning, "Process pool '{Pool}' is ended with {Tasks} tasks unfinished: the host's time to shut down is over")]
    internal static partial void PoolKilled(this ILogger log, string pool, long tasks);

    [LoggerMessage(2203, LogLevel.Information, "Process pool '{Pool}' is to have {Workers} workers, as its configuration now says")]
    internal static partial void PoolResized(this ILogger log, string pool, int workers);

    [LoggerMessage(2204, LogLevel.Warning, "Process pool '{Pool}' keeps its number of workers: {Why}")]
    internal static partial void PoolNotResized(this ILogger log, string pool, string why);
}
