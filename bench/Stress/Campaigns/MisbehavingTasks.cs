using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Cluster.Stress.Campaigns;

/// <summary>Tasks that misbehave among others that do not: each of the first fails in its own way, the others give their result.</summary>
internal static class MisbehavingTasks
{
    private const int OthersForEach = 20;

    private static readonly TaskOptions Brief = new() { Timeout = TimeSpan.FromMilliseconds(500) };

    internal static async Task RunAsync(CampaignRun run, int ofEach)
    {
        Misbehaviour[] ways = [.. Enum.GetValues<Misbehaviour>().SelectMany(way => Enumerable.Repeat(way, ofEach))];
        run.Random.Shuffle(ways);
        await using ProcessPool pool = await ProcessPool.StartAsync(
            new ProcessPoolOptions { Workers = 2, MemoryLimit = 128 << 20, Timeout = TimeSpan.FromMinutes(1), Channel = run.Channel }, run.Stopping);
        foreach (Misbehaviour[] some in ways.Chunk(10))
        {
            run.Stopping.ThrowIfCancellationRequested();
            await Task.WhenAll(some.Select(way => RunAsync(run, pool, way)));
        }

        run.Expect(pool.IsUsable, static () => "the pool is not usable any more");
    }

    private static async Task RunAsync(CampaignRun run, ProcessPool pool, Misbehaviour way)
    {
        PoolTask<int> bad = pool.Submit(Misbehave, way, run.Channel != PoolChannel.Pipe, way == Misbehaviour.Stall ? Brief : null);
        PoolTask<int>[] others = [.. Enumerable.Range(0, OthersForEach).Select(i => pool.Submit(static (int x) => 3 * x, i))];
        run.Fault();
        (string end, string? why) = await EndOfAsync(bad);
        run.Check(end == Expected(way), () => $"a task with {way} ended with {end} instead of {Expected(way)}: {why}");
        for (int i = 0; i < others.Length; i++)
        {
            (string other, string? whyOther) = await EndOfAsync(others[i]);
            run.Check(other == $"{3 * i}", () => $"a task beside {way} ended with {other} instead of {3 * i}: {whyOther}");
        }
    }

    private static string Expected(Misbehaviour way) => way switch
    {
        Misbehaviour.Throw => "RemoteTaskException of System.InvalidOperationException",
        Misbehaviour.OutOfMemory => "RemoteTaskException of System.OutOfMemoryException",
        Misbehaviour.Stall => nameof(TaskTimeoutException),
        _ => nameof(WorkerLostException),
    };

    private static async Task<(string End, string? Why)> EndOfAsync(PoolTask<int> task)
    {
        try
        {
            return ((await task).ToString(CultureInfo.InvariantCulture), null);
        }
        catch (RemoteTaskException ex)
        {
            return ($"{nameof(RemoteTaskException)} of {ex.RemoteTypeName}", ex.Message);
        }
        catch (Exception ex)
        {
            return (ex.GetType().Name, ex.Message);
        }
    }

    private static int Misbehave(Misbehaviour way, bool mayHaveRings)
    {
        switch (way)
        {
            case Misbehaviour.Exit: Environment.Exit(0); break;
            case Misbehaviour.Throw: throw new InvalidOperationException("on purpose");
            case Misbehaviour.StackOverflow: return Recurse(1);
            case Misbehaviour.OutOfMemory: return Allocate();
            case Misbehaviour.Garbage:
                WriteToSockets();
                // Beside rings the connection is their bell, and who rings is heard when the reader sleeps next: this task's result would be there before.
                if (mayHaveRings) Thread.Sleep(Timeout.Infinite);
                break;
            case Misbehaviour.Stall: Thread.Sleep(Timeout.Infinite); break;
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Recurse(int depth) => Recurse(depth + 1) + Recurse(depth + 2);

    private static int Allocate()
    {
        var kept = new List<byte[]>();
        while (true)
        {
            byte[] block = new byte[1 << 20];
            Array.Fill(block, (byte)1);
            kept.Add(block);
        }
    }

    private static void WriteToSockets()
    {
        byte[] garbage = [.. Enumerable.Range(0, 64).Select(static i => (byte)(255 - i))];
        foreach (string path in Directory.GetFiles("/proc/self/fd"))
        {
            if (new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) != true) continue;
            using var handle = new SafeSocketHandle(int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), ownsHandle: false);
            using var socket = new Socket(handle);
            socket.Send(garbage);
        }
    }
}
