using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>What the library adds to a task: a round trip of one that does nothing, and the rate of many short ones.</summary>
internal static class PoolTasks
{
    private const int RoundTrips = 5_000;
    private const int Tasks = 10_000;

    internal static async Task RunAsync()
    {
        foreach (int workers in (int[])[1, 2, 4])
        {
            await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = workers });
            await RoundTripsAsync(pool, RoundTrips);
            long[] ticks = await RoundTripsAsync(pool, RoundTrips);
            Array.Sort(ticks);
            Console.WriteLine($"round trip, {workers} workers: median {Microseconds(ticks[RoundTrips / 2]):0.0} µs, p99 {Microseconds(ticks[RoundTrips * 99 / 100]):0.0} µs");
        }

        await using (ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 }))
        {
            foreach (int? batch in (int?[])[1, 1, 10, 100, 1000, null, 1, 10, 100, 1000, null, 100, null, 100, null])
            {
                long begin = Stopwatch.GetTimestamp();
                int count = 0;
                await foreach (int _ in pool.MapAsync(ServedTasks.Spin, Enumerable.Repeat(10, Tasks), new MapOptions { BatchSize = batch })) count++;
                double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                Console.WriteLine($"{count} tasks of 10 µs, batch {batch?.ToString() ?? "auto"}: {seconds * 1000:0.0} ms, {count / seconds:0} tasks/s");
            }

            foreach (int batch in (int[])[1, 1, 1, 100, 100])
            {
                (TimeSpan here, TimeSpan there) = Processor(pool);
                await foreach (int _ in pool.MapAsync(static (int x) => x, Enumerable.Range(0, Tasks), new MapOptions { BatchSize = batch }))
                {
                }

                (TimeSpan hereAfter, TimeSpan thereAfter) = Processor(pool);
                Console.WriteLine(
                    $"a task that does nothing, batch {batch}: {(hereAfter - here).TotalMicroseconds / Tasks:0.0} µs of processor time in the program, "
                    + $"{(thereAfter - there).TotalMicroseconds / Tasks:0.0} µs in workers");
            }

            for (int i = 0; i < 3; i++)
            {
                long begin = Stopwatch.GetTimestamp();
                var tasks = new PoolTask<int>[Tasks];
                for (int k = 0; k < Tasks; k++) tasks[k] = pool.Submit(ServedTasks.Spin, 10);
                foreach (PoolTask<int> task in tasks) await task;
                double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                Console.WriteLine($"{Tasks} submitted tasks of 10 µs: {seconds * 1000:0.0} ms, {Tasks / seconds:0} tasks/s");
            }
        }
    }

    private static (TimeSpan Program, TimeSpan Workers) Processor(ProcessPool pool)
    {
        using var self = Process.GetCurrentProcess();
        TimeSpan workers = default;
        foreach (WorkerInfo worker in pool.WorkerProcesses)
        {
            using var process = Process.GetProcessById(worker.ProcessId);
            workers += process.TotalProcessorTime;
        }

        return (self.TotalProcessorTime, workers);
    }

    private static async Task<long[]> RoundTripsAsync(ProcessPool pool, int count)
    {
        long[] ticks = new long[count];
        for (int i = 0; i < count; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            await pool.Submit(static () => 0);
            ticks[i] = Stopwatch.GetTimestamp() - begin;
        }

        return ticks;
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
