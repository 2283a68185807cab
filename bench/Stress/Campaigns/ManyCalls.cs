using System.Collections.Concurrent;

namespace Cluster.Stress.Campaigns;

/// <summary>Very many calls that do nothing, from several threads, while workers are killed: each ends once, with its own result.</summary>
internal sealed class ManyCalls : ICampaign
{
    private const int Threads = 8;

    // Calls that a thread has under way: enough to keep workers busy, and few enough for the memory of a small machine.
    private const int Window = 500;

    public string Name => "calls";

    public string Summary => "calls of ProcessPool that do nothing, from 8 threads, Attempts = 3, while workers are killed";

    public string Times => "kill → the next worker in its place is ready";

    public async Task RunAsync(CampaignRun run)
    {
        int calls = run.Of(ci: 50_000, full: 1_000_000) / Threads * Threads;
        int kills = run.Of(ci: 5, full: 100);
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 4, Attempts = 3, Channel = run.Channel }, run.Stopping);
        using var watch = new PlaceWatch(() => [.. pool.WorkerProcesses.Select(static one => (one.Id, one.ProcessId))], run);
        int[] ends = new int[calls];
        // At these numbers of calls a worker is killed.
        var marks = new ConcurrentQueue<long>(Enumerable.Range(0, kills).Select(_ => run.Random.NextInt64(calls * 9L / 10)).Order());
        Random random = run.Fork();
        Task killing = Task.Run(() => KillAsync(run, watch, marks, random));
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () => Submit(run, pool, ends, thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await killing;
        await watch.RecoverAsync();
        run.Stopping.ThrowIfCancellationRequested();
        int wrong = ends.Count(static count => count != 1);
        run.Expect(wrong == 0, () => $"{wrong} of {calls} calls did not end exactly once");
    }

    private static void Submit(CampaignRun run, ProcessPool pool, int[] ends, int thread)
    {
        var underWay = new Queue<(int Index, Task Seen)>();
        for (int index = thread; index < ends.Length && !run.Stopping.IsCancellationRequested; index += Threads)
        {
            int expected = index;
            PoolTask<int> task = pool.Submit(static (int x) => x, index);
            underWay.Enqueue((index, task.AsTask().ContinueWith(ended => See(run, ended, ends, expected), TaskScheduler.Default)));
            while (underWay.Count >= Window) underWay.Dequeue().Seen.Wait();
        }

        foreach ((_, Task seen) in underWay) seen.Wait();
    }

    private static void See(CampaignRun run, Task task, int[] ends, int index)
    {
        Interlocked.Increment(ref ends[index]);
        string? wrong = task switch
        {
            { IsCompletedSuccessfully: false } => $"call {index} failed: {task.Exception?.InnerException?.Message ?? "cancelled"}",
            Task<int> { Result: var result } when result != index => $"call {index} gave {result}",
            _ => null,
        };
        run.Check(wrong is null, () => wrong!);
    }

    private static async Task KillAsync(CampaignRun run, PlaceWatch watch, ConcurrentQueue<long> marks, Random random)
    {
        while (!marks.IsEmpty && !run.Stopping.IsCancellationRequested)
        {
            if (marks.TryPeek(out long mark) && run.Checked >= mark)
            {
                IReadOnlyList<(int Place, int ProcessId)> alive = watch.Alive;
                if (alive.Count > 0 && watch.TryEnd(alive[random.Next(alive.Count)])) marks.TryDequeue(out _);
            }

            await Task.Delay(1);
        }
    }
}
