using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Cluster.Workloads;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench;

/// <summary>Every job at its default size, warm, two workers: processes over shared memory beside threads.</summary>
/// <remarks>The bar: at least 0.95 of the speed of threads where those take more than 100 ms, so a ratio of at most 1.05.</remarks>
internal static class EveryJob
{
    // Until then code is compiled, on the cores that are measured.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);

    internal static async Task RunAsync()
    {
        foreach (string name in JobCatalog.Names)
        {
            using var prepared = new Prepared(name, 2);
            await using var threads = new ThreadsExecutor(prepared.Job, prepared.Store);
            await using ProcessExecutor shared = await ProcessExecutor.StartAsync(
                prepared.Job, prepared.Store, inline: false, new PoolOptions { Workers = 2 }, NullLogger.Instance, CancellationToken.None);
            for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < Warm;)
            {
                await prepared.RunAsync(shared);
                await prepared.RunAsync(threads);
            }

            await Pairs.CompareAsync(name, 21, "shared", () => prepared.RunAsync(shared), "threads", () => prepared.RunAsync(threads));
        }
    }
}
