using System.Diagnostics;
using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Pool;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench;

/// <summary>A pool of four, from nothing to its first result, against four bare .NET processes started together.</summary>
/// <remarks>The bare process is the worker without a coordinator: it reads an empty input and ends, which takes as long as printing a word.</remarks>
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
        string worker = Path.Combine(AppContext.BaseDirectory, "worker");
        Process[] processes = [.. Enumerable.Range(0, 4).Select(_ => Process.Start(new ProcessStartInfo(worker) { RedirectStandardInput = true })!)];
        foreach (Process process in processes)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
