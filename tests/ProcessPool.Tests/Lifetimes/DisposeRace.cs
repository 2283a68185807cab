using System.Collections.Concurrent;
using Cluster.TestKit;
using Cluster.Tests.Hosting;

namespace Cluster.Tests.Pools.Lifetimes;

/// <summary>One pool that several threads use, cancel, resize, start and end at the same time, and what must be true of it afterwards.</summary>
internal sealed class DisposeRace : IAsyncDisposable
{
    private readonly SeededRandom _random;
    private readonly string _name = Guid.NewGuid().ToString();
    private readonly ProcessPoolOptions _options;
    private readonly ConcurrentQueue<(PoolTask<int> Task, int Expected)> _tasks = new();
    private readonly ProcessPool _pool;
    private int _operations;
    private volatile bool _ended;

    internal DisposeRace(SeededRandom random)
    {
        _random = random;
        _options = new ProcessPoolOptions
        {
            Name = _name, Workers = random.Next(1, 3), DisposePolicy = (DisposePolicy)random.Next(2), CancelGrace = TimeSpan.FromMilliseconds(random.Next(20)),
            IdleTimeout = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(1) : null, RecycleAfterTasks = random.Next(4) == 0 ? 50 : null,
        };
        _pool = new ProcessPool(_options);
    }

    /// <summary>What was submitted, cancelled, changed or ended.</summary>
    internal int Operations => _operations;

    // For the case that a test has failed.
    public async ValueTask DisposeAsync() => await _pool.KillAsync();

    internal async Task RunAsync()
    {
        using var watcher = new Watcher(_name, traces: false);
        // Half of the pools are started before anything else happens.
        if (_random.Next(2) == 0) await _pool.WarmUpAsync().OrTimeout();
        Func<Random, Task>[] acts = [WarmUp, Submit, Submit, Cancel, Map, Broadcast, Resize];
        List<(string Name, Task Task)> actors = [.. acts.Select(act => (act.Method.Name, Actor(act)))];
        int enders = _random.Next(1, 4);
        for (int i = 0; i < enders; i++) actors.Add(("End", End(_random.Next(3) == 0, TimeSpan.FromMilliseconds(_random.Next(60)))));
        try
        {
            await Task.WhenAll(actors.Select(static actor => actor.Task)).OrTimeout();
        }
        catch (TimeoutException)
        {
            string busy = string.Join(", ", actors.Where(static actor => !actor.Task.IsCompleted).Select(static actor => actor.Name));
            Assert.Fail($"{busy} did not end. {Describe()}");
        }

        foreach ((PoolTask<int> task, int expected) in _tasks)
        {
            await task.ContinueWith(static _ => { }).OrTimeout();
            if (task.State == PoolTaskState.Succeeded) Assert.Equal(expected, await task);
            else Assert.Equal(PoolTaskState.Canceled, task.State);
        }

        Assert.Equal(
            watcher.Sum("cluster.tasks.submitted"), watcher.Sum("cluster.tasks.completed") + watcher.Sum("cluster.tasks.failed") + watcher.Sum("cluster.tasks.cancelled"));
        Assert.Equal(0, watcher.Sum("cluster.tasks.failed"));
    }

    private string Describe() =>
        $"{_options.Workers} workers, {_options.DisposePolicy}, grace {_options.CancelGrace}, idle {_options.IdleTimeout}, "
        + $"recycled after {_options.RecycleAfterTasks}; now {_pool.Workers} workers, {_pool.Load}, {string.Join(", ", _pool.WorkerProcesses)}, "
        + $"{_tasks.Count(static each => !each.Task.AsTask().IsCompleted)} of {_tasks.Count} tasks under way";

    private Task Actor(Func<Random, Task> act)
    {
        var random = new Random(_random.Next());
        return Task.Run(async () =>
        {
            while (!_ended)
            {
                try
                {
                    await act(random);
                    Interlocked.Increment(ref _operations);
                }
                catch (ObjectDisposedException)
                {
                    return;
                }
                catch (InvalidOperationException ex) when (ex.Message.Contains("has not been started", StringComparison.Ordinal))
                {
                    await Task.Delay(1);
                }
                catch (OperationCanceledException)
                {
                    // Of what was under way.
                }
            }
        });
    }

    private Task End(bool kill, TimeSpan after) => Task.Run(async () =>
    {
        await Task.Delay(after);
        int[] processes = [.. _pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
        if (kill) await _pool.KillAsync();
        else await _pool.DisposeAsync();
        // Whoever ends it, and whoever was first.
        Assert.DoesNotContain(processes, ProcessTable.IsChild);
        Interlocked.Increment(ref _operations);
        _ended = true;
    });

    private async Task WarmUp(Random random)
    {
        await _pool.WarmUpAsync();
        await Task.Delay(random.Next(10));
    }

    private async Task Submit(Random random)
    {
        int x = random.Next();
        // An end that waits for tasks must come to an end, also where a worker starts for every fifty of them.
        if (_tasks.Count > 300) await Task.Delay(20);
        _tasks.Enqueue((_pool.Submit(Work, x, random.Next(10) == 0 ? random.Next(3) : 0), x));
        if (random.Next(20) == 0) await Task.Yield();
    }

    private async Task Cancel(Random random)
    {
        await Task.Delay(1);
        PoolTask<int>[] some = [.. _tasks.Select(static each => each.Task)];
        for (int i = 0; i < 20 && some.Length > 0; i++) _ = some[random.Next(some.Length)].Cancel();
        Interlocked.Add(ref _operations, 20);
    }

    private async Task Map(Random random)
    {
        int expected = 0;
        await foreach (int x in _pool.MapAsync(static (int x) => x, Enumerable.Range(0, 300), new MapOptions { BatchSize = random.Next(1, 20) })) Assert.Equal(expected++, x);
        Assert.Equal(300, expected);
    }

    private async Task Broadcast(Random random)
    {
        using Resident<int> resident = await _pool.BroadcastAsync(random.Next());
    }

    private async Task Resize(Random random)
    {
        await Task.Delay(random.Next(10));
        await _pool.ResizeAsync(random.Next(1, 4));
    }

    private static int Work(int x, int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return x;
    }
}
