using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench;

/// <summary>What processes cost beside threads, warm, over the same memory: the 2.4 GB matrix of the source document.</summary>
internal static class SharedAgainstThreads
{
    internal static async Task RunAsync()
    {
        using var prepared = new Prepared("column-sums", 2);
        await using var threads = new ThreadsExecutor(prepared.Job, prepared.Store);
        await using ProcessExecutor shared = await StartAsync(prepared, inline: false);
        await Pairs.CompareAsync("column-sums 2.4 GB", 21, "shared", () => prepared.RunAsync(shared), "threads", () => prepared.RunAsync(threads));

        using var one = new Prepared("column-sums", 1);
        await using ProcessExecutor pipe = await StartAsync(one, inline: true);
        await Pairs.CompareAsync("column-sums 2.4 GB through a pipe", 9, "1 worker", () => one.RunAsync(pipe), "threads", () => prepared.RunAsync(threads));
    }

    private static Task<ProcessExecutor> StartAsync(Prepared prepared, bool inline) => ProcessExecutor.StartAsync(
        prepared.Job, prepared.Store, inline, new PoolOptions { Workers = prepared.Job.Request.Workers }, NullLogger.Instance, CancellationToken.None);
}
