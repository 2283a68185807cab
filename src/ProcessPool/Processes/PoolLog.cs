using Cluster.Faults;
using Microsoft.Extensions.Logging;

namespace Cluster.Processes;

/// <summary>What the pool tells whoever runs it. Ids 2000 to 2099.</summary>
internal static partial class PoolLog
{
    [LoggerMessage(2001, LogLevel.Warning, "{What}; what it had not finished goes back to the queue")]
    internal static partial void WorkerLost(this ILogger log, string what);

    [LoggerMessage(2002, LogLevel.Information, "Worker {WorkerId} was replaced (pid {ProcessId})")]
    internal static partial void WorkerReplaced(this ILogger log, int workerId, int processId);

    [LoggerMessage(2006, LogLevel.Information, "Worker {WorkerId} (pid {ProcessId}) was recycled")]
    internal static partial void WorkerRecycled(this ILogger log, int workerId, int processId);

    [LoggerMessage(2003, LogLevel.Warning, "Worker {WorkerId} could not be started: {Why}")]
    internal static partial void WorkerNotStarted(this ILogger log, int workerId, string why);

    [LoggerMessage(2004, LogLevel.Information, "Removed {Count} run directories of coordinators that are gone")]
    internal static partial void LeftoversSwept(this ILogger log, int count);

    [LoggerMessage(2005, LogLevel.Information, "Run directories of coordinators that are gone could not be removed: {Why}")]
    internal static partial void LeftoversNotSwept(this ILogger log, string why);

    [LoggerMessage(2007, LogLevel.Information, "Worker {WorkerId} (pid {ProcessId}): {Line}")]
    internal static partial void WorkerWroteLine(this ILogger log, int workerId, int processId, string line);

    // A warning: there is no telling what a program writes there, but it is seldom nothing.
    [LoggerMessage(2008, LogLevel.Warning, "Worker {WorkerId} (pid {ProcessId}), standard error: {Line}")]
    internal static partial void WorkerWroteError(this ILogger log, int workerId, int processId, string line);

    [LoggerMessage(2012, LogLevel.Warning, "OutputReceived threw; the line is lost, nothing else is")]
    internal static partial void OutputListenerThrew(this ILogger log, Exception exception);

    [LoggerMessage(2020, LogLevel.Warning, "Started {Started} of {Wanted} workers: {Why}")]
    internal static partial void FewerWorkers(this ILogger log, int started, int wanted, string why);

    [LoggerMessage(2021, LogLevel.Information, "Each of {Workers} workers may have {Bytes} bytes of managed memory, its share of the control group's {Limit}")]
    internal static partial void HeapLimited(this ILogger log, int workers, long bytes, long limit);

    internal static void WorkerWrote(this ILogger log, WorkerOutput output)
    {
        string line = PrintableText.OneLine(output.Text);
        if (output.IsError) log.WorkerWroteError(output.WorkerId, output.ProcessId, line);
        else log.WorkerWroteLine(output.WorkerId, output.ProcessId, line);
    }
}
