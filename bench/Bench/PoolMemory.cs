using Cluster.Coordinator.Execution;

namespace Cluster.Bench;

/// <summary>What the library holds in memory: one large array for four workers, and a million tasks from a source without end.</summary>
internal static class PoolMemory
{
    private const long Elements = 64L << 20;
    private const int Tasks = 1_000_000;

    internal static async Task RunAsync()
    {
        await SharedOnceAsync();
        await ManyElementsAsync();
        await FlatAsync();
    }

    private static async Task SharedOnceAsync()
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 4 });
        using SharedArray<double> data = pool.CreateShared<double>(Elements);
        for (long i = 0; i < data.Length; i++) data[i] = i;
        PoolTask<double>[] sums = [.. Enumerable.Range(0, 4).Select(_ => pool.Submit(Sum, data))];
        foreach (PoolTask<double> sum in sums)
            if (await sum != (Elements - 1.0) * Elements / 2) throw new InvalidOperationException("a wrong sum");
        long total = Pss(Environment.ProcessId) + pool.WorkerProcesses.Sum(worker => Pss(worker.ProcessId));
        long bytes = Elements * sizeof(double);
        Console.WriteLine($"{bytes >> 20} MiB of double[] seen by 4 workers: {total >> 20} MiB in all processes together (bar: {((long)(bytes * 1.1) + 200_000_000) >> 20} MiB)");
    }

    private static async Task ManyElementsAsync()
    {
        const long count = (1L << 31) + 1_000_000;
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 });
        using SharedArray<byte> bytes = pool.CreateShared<byte>(count);
        bytes[count - 1] = 42;
        int last = await pool.Submit(static (SharedArray<byte> all) => all[all.Length - 1], bytes);
        Console.WriteLine($"an array of {count:N0} elements: the last one in a worker is {last} (expected 42)");
    }

    private static async Task FlatAsync()
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2 });
        long least = long.MaxValue;
        long most = 0;
        int seen = 0;
        await foreach (int _ in pool.MapAsync(static (int x) => x + 1, Endless()))
        {
            if (++seen == Tasks) break;
            // A slow consumer: a millisecond for every thousand.
            if (seen % 1000 == 0) await Task.Delay(1);
            if (seen % 50_000 != 0) continue;
            long now = Pss(Environment.ProcessId) + pool.WorkerProcesses.Sum(worker => Pss(worker.ProcessId));
            (least, most) = (Math.Min(least, now), Math.Max(most, now));
        }

        Console.WriteLine($"{seen:N0} tasks from a source without end: between {least >> 20} and {most >> 20} MiB, {(most - least) >> 20} MiB apart (bar: 64 MiB)");
    }

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++) yield return i;
    }

    private static double Sum(SharedArray<double> data)
    {
        double sum = 0;
        for (long begin = 0; begin < data.Length; begin += 1 << 20)
            foreach (double value in data.AsSpan(begin, (int)Math.Min(1 << 20, data.Length - begin))) sum += value;
        return sum;
    }

    private static long Pss(int process) => ProcessMemory.Of(process).Proportional;
}
