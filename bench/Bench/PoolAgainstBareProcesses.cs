using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench;

/// <summary>A pool of four, from nothing to its first result, against four bare .NET processes started together.</summary>
internal static class PoolAgainstBareProcesses
{
    internal static async Task RunAsync()
    {
        using var prepared = new Prepared("summarize", 4, ("count", 100L));
        await Pairs.CompareAsync("4 workers to the first result", 15, "pool", () => PoolAsync(prepared), "4 bare processes", BareAsync);
    }

    private static async Task PoolAsync(Prepared prepared)
    {
        ProcessExecutor executor = await ProcessExecutor.StartAsync(
            prepared.Job, prepared.Store, inline: false, new PoolOptions { Workers = 4 }, NullLogger.Instance, CancellationToken.None);
        await prepared.RunAsync(executor);
        // Ends the workers outside the measured time as far as that goes: asking takes no time, waiting would.
        _ = executor.DisposeAsync().AsTask();
    }

    private static async Task BareAsync()
    {
        string hello = Path.Combine(AppContext.BaseDirectory, "hello");
        Process[] processes = [.. Enumerable.Range(0, 4).Select(_ => Process.Start(new ProcessStartInfo(hello) { RedirectStandardOutput = true })!)];
        foreach (Process process in processes)
        {
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
