using Cluster.Processes;
using Microsoft.Extensions.Logging;

namespace Cluster.Coordinator.Execution;

/// <summary>The executor of a mode, on this machine.</summary>
internal static class LocalExecutor
{
    internal static async Task<IExecutor> StartAsync(
        ExecutionMode mode, PreparedJob job, JobArrays store, PoolOptions pool, ILogger log, CancellationToken cancellationToken) => mode switch
    {
        ExecutionMode.Sequential => new SequentialExecutor(job, store),
        ExecutionMode.Threads => new ThreadsExecutor(job, store),
        _ => await ProcessExecutor.StartAsync(job, store, inline: mode == ExecutionMode.Pipe, pool, log, cancellationToken).ConfigureAwait(false),
    };
}
