using System.Collections.Concurrent;
using Cluster.TestKit;
using Cluster.Tests.Pools;

namespace Cluster.Tests.Documentation;

/// <summary>The beginning of <c>docs/library.md</c>: from a parallel loop to a pool.</summary>
public sealed class FiveStepsTests : PoolTest
{
    private static readonly string[] Expected = ["1 1 2", "2 2 3", "3 3 4"];

    [Fact]
    public async Task StepByStep_TheSameSizes()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("library-");
        try
        {
            string[] paths = [.. Expected.Select((text, i) => Path.Combine(folder.FullName, $"{i}.txt"))];
            for (int i = 0; i < paths.Length; i++) File.WriteAllText(paths[i], Expected[i]);
            await LoopAsync(paths);
            await PoolAsync(paths).OrTimeout();
            await File.WriteAllTextAsync(paths[1], "not a number");
            await FailuresAsync(paths).OrTimeout();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task LoopAsync(string[] paths)
    {
        var sums = new ConcurrentDictionary<string, long>();
        await Parallel.ForEachAsync(paths, async (path, cancellationToken) =>
        {
            string text = await File.ReadAllTextAsync(path, cancellationToken);
            sums[path] = text.Split().Sum(long.Parse);
        });

        Assert.Equal([4, 7, 10], paths.Select(path => sums[path]));
    }

    private static async Task<long> SumOfFile(string path)
    {
        string text = await File.ReadAllTextAsync(path);
        return text.Split().Sum(long.Parse);
    }

    private static async Task PoolAsync(string[] paths)
    {
        var seen = new List<long>();
        await using ProcessPool pool = await ProcessPool.StartAsync();
        await foreach (long sum in pool.MapAsync(SumOfFile, paths))
            seen.Add(sum);

        Assert.Equal([4, 7, 10], seen);
        long one = await pool.Submit(SumOfFile, paths[0]);
        Assert.Equal(4, one);
    }

    private static async Task FailuresAsync(string[] paths)
    {
        var failed = new List<string>();
        var options = new ProcessPoolOptions
        {
            Workers = 4,
            Timeout = TimeSpan.FromMinutes(1),
            MemoryLimit = 1L << 30,
        };
        await using ProcessPool pool = await ProcessPool.StartAsync(options);
        long total = 0;
        await foreach (TaskOutcome<long> outcome in pool.MapAsync(SumOfFile, paths).Outcomes())
        {
            if (outcome.IsSuccess) total += outcome.Value;
            else failed.Add($"{paths[outcome.Index]}: {outcome.Exception!.Message}");
        }

        Assert.Equal(14, total);
        Assert.Contains("System.FormatException", Assert.Single(failed));
    }
}
