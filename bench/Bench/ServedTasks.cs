using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cluster.Bench;

/// <summary>Uses of the library that a driver repeats on request, beside those of other libraries: see bench/python/workloads/serve.py for what is said.</summary>
internal static class ServedTasks
{
    /// <param name="form">What is repeated: <c>round_trip</c>, or <c>map_</c> and a batch size or <c>auto</c>.</param>
    /// <param name="json">Workers and sizes.</param>
    internal static async Task<int> RunAsync(string form, string json)
    {
        using JsonDocument task = JsonDocument.Parse(json);
        JsonElement sizes = task.RootElement.GetProperty("sizes");
        int tasks = sizes.GetProperty("tasks").GetInt32();
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = task.RootElement.GetProperty("workers").GetInt32() });
        Func<Task> work;
        if (form == "round_trip")
        {
            work = async () =>
            {
                for (int i = 0; i < tasks; i++) Check(await pool.Submit(static () => 1), 1);
            };
        }
        else
        {
            int microseconds = sizes.GetProperty("microseconds").GetInt32();
            int? batch = form == "map_auto" ? null : int.Parse(form["map_".Length..], CultureInfo.InvariantCulture);
            var options = new MapOptions { BatchSize = batch };
            work = async () => Check(await pool.MapReduceAsync(Spin, Enumerable.Repeat(microseconds, tasks), static (a, b) => a + b, options), microseconds * tasks);
        }

        Console.WriteLine("\"ready\"");
        while (Console.ReadLine() is { } line)
        {
            if (line != "run") return 2;
            long begin = Stopwatch.GetTimestamp();
            await work();
            Console.WriteLine(JsonSerializer.Serialize(new { seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds, result = new { } }));
        }

        return 0;
    }

    private static void Check(int result, int expected)
    {
        if (result != expected) throw new InvalidOperationException($"{result}, expected {expected}");
    }

    internal static int Spin(int microseconds)
    {
        long until = Stopwatch.GetTimestamp() + (microseconds * Stopwatch.Frequency / 1_000_000);
        while (Stopwatch.GetTimestamp() < until)
        {
        }

        return microseconds;
    }
}
