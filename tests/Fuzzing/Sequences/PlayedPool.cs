using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Fuzzing.Sequences;

/// <summary>A pool that never starts a process: its workers are played.</summary>
internal static class PlayedPool
{
    internal static WorkerPool Start() => WorkerPool.StartAsync(
        new PoolOptions { Workers = 1, Places = 0, OnDemand = true, Attempts = 100, StopLimit = TimeSpan.Zero }, NullLogger.Instance, CancellationToken.None).GetAwaiter().GetResult();
}
