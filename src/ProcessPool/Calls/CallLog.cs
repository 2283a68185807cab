using Microsoft.Extensions.Logging;

namespace Cluster.Calls;

/// <summary>What the pool notices about functions. Ids 2100 to 2199.</summary>
internal static partial class CallLog
{
    [LoggerMessage(2100, LogLevel.Warning,
        "{Function} writes to {Fields}: that stays in the worker that runs it, and neither this program nor another worker sees it. Return what should come back, or use a SharedValue. "
        + "If it is meant for the worker alone, set it in UseInitializer")]
    internal static partial void StaticWrites(this ILogger log, string function, string fields);
}
