using System.Runtime.InteropServices;

namespace Cluster.Bench.Rings;

/// <summary>Everything about rings, one part after the other.</summary>
internal static class RingBench
{
    internal static readonly IReadOnlyList<(string Name, Func<Task> RunAsync)> Parts =
    [
        ("ring-layers", () => Do(RingLayers.Run)),
        ("ring-round-trips", () => Do(RingBars.RoundTrips)),
        ("ring-tasks", PoolBars.TasksAsync),
        ("ring-numbers", () => Do(RingBars.Numbers)),
        ("ring-bytes", () => Do(RingBars.Bytes)),
        ("ring-idle", PoolBars.IdleAsync),
        ("ring-crowd", PoolBars.CrowdAsync),
    ];

    /// <summary>Runs one part, or all.</summary>
    /// <param name="name">Of the part; <c>ring</c> for all.</param>
    /// <returns>False if there is none of that name.</returns>
    internal static async Task<bool> TryRunAsync(string name)
    {
        bool any = false;
        if (name == "ring")
            Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
        foreach ((string part, Func<Task> runAsync) in Parts)
        {
            if (name != "ring" && name != part) continue;
            if (name == "ring") Console.WriteLine($"{part}:");
            await runAsync();
            any = true;
        }

        return any;
    }

    private static Task Do(Action part)
    {
        part();
        return Task.CompletedTask;
    }
}
