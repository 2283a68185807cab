using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>
/// What a task that does nothing costs over a pipe and over rings, in turns: one at a time, awaited and waited for, many at once, and none
/// at all.
/// </summary>
internal static class PoolChannels
{
    private const int Repeats = 5;
    private const int RoundTrips = 4_000;
    private const int Streamed = 1_000_000;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    internal static async Task RunAsync()
    {
        foreach (int workers in (int[])[1, 2, 8])
        {
            var figures = new Dictionary<(PoolChannel, string), List<double>>();
            for (int repeat = 0; repeat < Repeats; repeat++)
            {
                foreach (PoolChannel channel in (PoolChannel[])[PoolChannel.Pipe, PoolChannel.Ring])
                {
                    var options = new ProcessPoolOptions { Workers = workers, Channel = channel };
                    await using ProcessPool pool = await ProcessPool.StartAsync(options);
                    await AwaitedAsync(pool);
                    Note(channel, "awaited, p50 in µs", await AwaitedAsync(pool));
                    Note(channel, "waited for, p50 in µs", WaitedFor(pool));
                    await StreamedAsync(pool, Streamed / 5);
                    Note(channel, "streamed, million per s", await StreamedAsync(pool, Streamed));
                    if (repeat == 0) Note(channel, "idle, % of a core", await IdleAsync(pool, Idle));
                }
            }

            foreach (((PoolChannel channel, string what), List<double> values) in figures.OrderBy(static each => each.Key.Item2))
            {
                values.Sort();
                string all = $"(of {values.Count}: {values[0]:0.000} to {values[^1]:0.000})";
                Console.WriteLine($"{workers} workers, {channel}, {what}: median {values[values.Count / 2]:0.000} {all}");
            }

            void Note(PoolChannel channel, string what, double value)
            {
                if (!figures.TryGetValue((channel, what), out List<double>? values)) figures.Add((channel, what), values = []);
                values.Add(value);
            }
        }
    }

    internal static async Task<double> AwaitedAsync(ProcessPool pool)
    {
        long[] ticks = new long[RoundTrips];
        for (int i = 0; i < ticks.Length; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            await pool.Submit(static () => 0);
            ticks[i] = Stopwatch.GetTimestamp() - begin;
        }

        return Median(ticks);
    }

    internal static double WaitedFor(ProcessPool pool)
    {
        long[] ticks = new long[RoundTrips];
        for (int i = 0; i < ticks.Length; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            pool.Submit(static () => 0).GetAwaiter().GetResult();
            ticks[i] = Stopwatch.GetTimestamp() - begin;
        }

        return Median(ticks);
    }

    internal static async Task<double> StreamedAsync(ProcessPool pool, int count)
    {
        long begin = Stopwatch.GetTimestamp();
        int seen = 0;
        await foreach (int _ in pool.MapAsync(static (int x) => x, Enumerable.Range(0, count))) seen++;
        return seen / Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
    }

    internal static async Task<double> IdleAsync(ProcessPool pool, TimeSpan idle)
    {
        TimeSpan before = Processor(pool);
        await Task.Delay(idle);
        return (Processor(pool) - before) / idle * 100;
    }

    private static TimeSpan Processor(ProcessPool pool)
    {
        using var self = Process.GetCurrentProcess();
        TimeSpan all = self.TotalProcessorTime;
        foreach (WorkerInfo worker in pool.WorkerProcesses)
        {
            using var process = Process.GetProcessById(worker.ProcessId);
            all += process.TotalProcessorTime;
        }

        return all;
    }

    private static double Median(long[] ticks)
    {
        Array.Sort(ticks);
        return ticks[ticks.Length / 2] * 1e6 / Stopwatch.Frequency;
    }
}
