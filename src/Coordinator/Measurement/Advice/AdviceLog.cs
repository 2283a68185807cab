using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What giving advice tells whoever asked. Ids 3000 to 3099.</summary>
internal static partial class AdviceLog
{
    [LoggerMessage(3001, LogLevel.Warning, "The constants of this machine cannot be kept in {Path}: {Why}; the next call will measure them again")]
    internal static partial void CostsNotKept(this ILogger log, string path, string why);
}
