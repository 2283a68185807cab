using System.Diagnostics;

namespace Cluster.Bench.Rings;

/// <summary>Tasks that do nothing over rings: one at a time, many, none; and beside pipes where there are more workers than cores.</summary>
internal static class PoolBars
{
    private const int Streamed = 200_000;
    private const int Crowd = 8;

    // Longer than whatever is compiled in the background after the last task.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    internal static async Task TasksAsync()
    {
        Console.WriteLine("tasks that do nothing over a ring; bars: 5 µs, 2 million per s with one worker");
        foreach (int workers in (int[])[1, 2])
        {
            await using ProcessPool pool = await StartAsync(workers, PoolChannel.Ring);
            var awaited = new Figures($"{workers} workers, awaited, median of 4,000", "µs", isRate: false);
            var waited = new Figures($"{workers} workers, waited for, median of 4,000", "µs", isRate: false);
            var streamed = new Figures($"{workers} workers, streamed", "million per s", isRate: true);
            await WarmUpAsync(pool);
            await RepeatAsync(async () =>
            {
                awaited.Add(await PoolChannels.AwaitedAsync(pool));
                waited.Add(PoolChannels.WaitedFor(pool));
                streamed.Add(await PoolChannels.StreamedAsync(pool, Streamed));
            });
            foreach (Figures each in (Figures[])[awaited, waited, streamed]) each.Print();
        }
    }

    internal static async Task IdleAsync()
    {
        Console.WriteLine("a pool of two workers that has worked and has nothing to do, processor time of all processes; bar: 0.5 % of a core");
        await using ProcessPool pool = await StartAsync(2, PoolChannel.Ring);
        await WarmUpAsync(pool);
        await Task.Delay(Settling);
        var idle = new Figures("idle for 10 s", "% of a core", isRate: false);
        for (int i = 0; i < 3; i++) idle.Add(await PoolChannels.IdleAsync(pool, Idle));
        idle.Print();
    }

    internal static async Task CrowdAsync()
    {
        Console.WriteLine("more workers than cores, pipe and ring in turns; bar: the ring is no slower");
        await using ProcessPool pipes = await StartAsync(Crowd, PoolChannel.Pipe);
        await using ProcessPool rings = await StartAsync(Crowd, PoolChannel.Ring);
        foreach (ProcessPool pool in (ProcessPool[])[pipes, rings]) await WarmUpAsync(pool);
        Figures[] figures = [.. from what in (string[])["pipe", "ring"] select new Figures($"{Crowd} workers, {what}, streamed", "million per s", isRate: true)];
        Figures[] awaited = [.. from what in (string[])["pipe", "ring"] select new Figures($"{Crowd} workers, {what}, awaited", "µs", isRate: false)];
        await RepeatAsync(async () =>
        {
            foreach ((int at, ProcessPool pool) in ((int, ProcessPool)[])[(0, pipes), (1, rings)])
            {
                figures[at].Add(await PoolChannels.StreamedAsync(pool, Streamed));
                awaited[at].Add(await PoolChannels.AwaitedAsync(pool));
            }
        });
        foreach (Figures each in (Figures[])[.. figures, .. awaited]) each.Print();
        Console.WriteLine($"  ring by pipe, streamed: best {figures[1].Best / figures[0].Best:0.00}, median {figures[1].Median / figures[0].Median:0.00}");
    }

    private static Task<ProcessPool> StartAsync(int workers, PoolChannel channel) =>
        ProcessPool.StartAsync(new ProcessPoolOptions { Workers = workers, Channel = channel });

    private static async Task WarmUpAsync(ProcessPool pool)
    {
        for (int i = 0; i < 3; i++)
        {
            await PoolChannels.AwaitedAsync(pool);
            await PoolChannels.StreamedAsync(pool, Streamed);
        }
    }

    private static async Task RepeatAsync(Func<Task> once)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < 25 && (i < 5 || Stopwatch.GetElapsedTime(begin) < Longest); i++) await once();
    }
}
