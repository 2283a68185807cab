using System.Collections.Concurrent;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Modes;

/// <summary>What a program sees of a pool, wherever it runs its tasks.</summary>
public abstract class ModeConformance : PoolTest
{
    /// <summary>Chooses the mode.</summary>
    internal abstract void Configure(ProcessPoolOptions options);

    private Task<ProcessPool> StartPoolAsync(Action<ProcessPoolOptions>? configure = null) => StartAsync(options =>
    {
        configure?.Invoke(options);
        Configure(options);
    });

    [Fact]
    public async Task Map_AnyOrderAndBatch_SameResults()
    {
        await using ProcessPool pool = await StartPoolAsync();
        foreach (int? batch in (int?[])[1, 10, null])
        {
            foreach (bool ordered in (bool[])[true, false])
            {
                var options = new MapOptions { BatchSize = batch, Ordered = ordered };
                int[] squares = await pool.MapAsync(static (int x) => x * x, Enumerable.Range(0, 500), options).ToArrayAsync().AsTask().OrTimeout();
                Assert.Equal(Enumerable.Range(0, 500).Select(static x => x * x), ordered ? squares : squares.Order());
            }
        }
    }

    [Fact]
    public async Task MapReduce_OfTexts_InTheOrderOfTheInputs()
    {
        await using ProcessPool pool = await StartPoolAsync();
        string text = await pool.MapReduceAsync(static (int x) => $"{x},", Enumerable.Range(0, 100), static (a, b) => a + b, new MapOptions { Ordered = false }).OrTimeout();
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(static x => $"{x},")), text);
    }

    [Fact]
    public async Task Throwing_IsARemoteTaskExceptionWithItsInnerOnes()
    {
        await using ProcessPool pool = await StartPoolAsync();
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(Throw, "why").AsTask().OrTimeout());
        Assert.Equal("System.InvalidOperationException", ex.RemoteTypeName);
        Assert.Equal("outer: why", ex.Remote.Message);
        Assert.Equal("System.FormatException", ex.Remote.Inner[0].TypeName);
        Assert.Contains(nameof(Throw), ex.RemoteStackTrace, StringComparison.Ordinal);
        Assert.Equal(1, ex.Attempt);

        TaskOutcome<int>[] outcomes = await pool.MapAsync(static (int x) => 10 / x, Enumerable.Range(0, 3)).Outcomes().ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal("System.DivideByZeroException", Assert.IsType<RemoteTaskException>(outcomes[0].Exception).RemoteTypeName);
        Assert.Equal([10, 5], outcomes[1..].Select(static each => each.Value));
    }

    [Fact]
    public async Task Cancel_RunningThatHeeds_Cancelled()
    {
        await using ProcessPool pool = await StartPoolAsync(static options => options.CancelGrace = TimeSpan.FromMinutes(1));
        PoolTask<int> task = pool.Submit(WaitForToken);
        PoolTask<int> waiting = pool.Submit(WaitForToken);
        PoolTask<int> last = pool.Submit(WaitForToken);
        await Eventually.Async("it runs", () => task.State == PoolTaskState.Running);
        Assert.Equal(CancelOutcome.Cancelled, await last.Cancel().OrTimeout());
        Assert.Equal(CancelOutcome.Cancelled, await task.Cancel().OrTimeout());
        Assert.Equal(CancelOutcome.Cancelled, await waiting.Cancel().OrTimeout());
        Assert.All([task, waiting, last], static each => Assert.Equal(PoolTaskState.Canceled, each.State));
        Assert.Equal(1, await pool.Submit(static () => 1).AsTask().OrTimeout());
        PoolTask<int> ended = pool.Submit(static () => 2);
        Assert.Equal(2, await ended.AsTask().OrTimeout());
        Assert.Equal(CancelOutcome.TooLate, await ended.Cancel().OrTimeout());
    }

    [Fact]
    public async Task Timeout_TaskThatHeedsItsToken_IsATimeout()
    {
        await using ProcessPool pool = await StartPoolAsync(static options => options.CancelGrace = TimeSpan.FromMinutes(1));
        var brief = new TaskOptions { Timeout = TimeSpan.FromMilliseconds(50) };
        TaskTimeoutException ex = await Assert.ThrowsAsync<TaskTimeoutException>(() => pool.Submit(WaitForToken, brief).AsTask().OrTimeout());
        Assert.Equal(brief.Timeout, ex.Limit);

        var options = new MapOptions { BatchSize = 5, Timeout = TimeSpan.FromMilliseconds(200) };
        TaskOutcome<int>[] outcomes = await pool.MapAsync(WaitIfTwo, Enumerable.Range(0, 5), options).Outcomes().ToArrayAsync().AsTask().OrTimeout();
        Assert.IsType<TaskTimeoutException>(outcomes[2].Exception);
        Assert.Equal([0, 1, 3, 4], outcomes.Where(static each => each.IsSuccess).Select(static each => each.Value));
    }

    [Fact]
    public async Task SharedThings_ThroughTasks_AreTheSame()
    {
        await using ProcessPool pool = await StartPoolAsync();
        using SharedArray<double> array = pool.CreateShared<double>(100);
        using SharedValue<long> sum = pool.CreateSharedValue(5L);
        using SharedLock gate = pool.CreateLock();
        await pool.ForEachAsync(Fill, Enumerable.Range(0, 100).Select(i => new Filling(i, array, sum, gate))).OrTimeout();
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => i * 0.5), array.AsSpan().ToArray());
        Assert.Equal(5 + 4950, sum.Value);
        using SharedArray<double> part = array.Slice(10, 5);
        Assert.Equal(5 + 5.5 + 6 + 6.5 + 7, await pool.Submit(static (SharedArray<double> x) => x.AsSpan().ToArray().Sum(), part).AsTask().OrTimeout());
    }

    [Fact]
    public async Task Queue_ItemsOfTasks_Arrive()
    {
        await using ProcessPool pool = await StartPoolAsync();
        using TaskQueue<string> queue = pool.CreateQueue<string>();
        await pool.ForEachAsync(static (TaskQueue<string> each) => { each.Add("one"); each.Add("two"); }, Enumerable.Repeat(queue, 10)).OrTimeout();
        queue.Dispose();
        string[] items = await queue.ReadAllAsync().ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(10, items.Count(static item => item == "one"));
        Assert.Equal(20, items.Length);
    }

    [Fact]
    public async Task Residents_BroadcastScatterGather_ThereAndBack()
    {
        await using ProcessPool pool = await StartPoolAsync();
        using Resident<int[]> all = await pool.BroadcastAsync<int[]>([1, 2, 3]).OrTimeout();
        int[] sums = await pool.MapAsync(static (Resident<int[]> x, int y) => x.Value.Sum() * y, Enumerable.Range(0, 20).Select(y => (all, y))).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 20).Select(static y => 6 * y), sums);

        IReadOnlyList<Resident<double[]>> parts = await pool.ScatterAsync([.. Enumerable.Range(0, 101).Select(static i => (double)i)]).OrTimeout();
        Assert.Equal(pool.Workers, parts.Count);
        foreach (Resident<double[]> part in parts) await pool.Submit(static (Resident<double[]> x) => { for (int i = 0; i < x.Value.Length; i++) x.Value[i] *= 2; }, part).AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 101).Select(static i => 2.0 * i), await pool.GatherAsync(parts).OrTimeout());
        foreach (Resident<double[]> part in parts) part.Dispose();
    }

    [Fact]
    public async Task Captures_RefusedEverywhere()
    {
        await using ProcessPool pool = await StartPoolAsync();
        int factor = 3;
        ArgumentException ex = Assert.Throws<ArgumentException>(() => pool.Submit((int x) => x * factor, 2));
        Assert.Contains("'factor'", ex.Message, StringComparison.Ordinal);
        Assert.Contains("static (int x, int factor) =>", ex.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_Draining_WaitsForTasks()
    {
        ProcessPool pool = await StartPoolAsync(static options => options.DisposePolicy = DisposePolicy.Drain);
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 50).Select(i => pool.Submit(static (int x) => x, i))];
        await pool.DisposeAsync().AsTask().OrTimeout();
        Assert.All(tasks, static task => Assert.Equal(PoolTaskState.Succeeded, task.State));
        await pool.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => pool.Submit(static () => 1));
        Assert.False(pool.IsUsable);
    }

    [Fact]
    public async Task Dispose_Cancelling_CancelsWhatHasNotEnded()
    {
        ProcessPool pool = await StartPoolAsync(static options => options.DisposePolicy = DisposePolicy.Cancel);
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 10).Select(_ => pool.Submit(WaitForToken))];
        await Eventually.Async("one runs", () => tasks.Any(static task => task.State == PoolTaskState.Running));
        await pool.DisposeAsync().AsTask().OrTimeout();
        Assert.All(tasks, static task => Assert.Equal(PoolTaskState.Canceled, task.State));
    }

    [Fact]
    public async Task Kill_WhileTasksWait_CancelsThem()
    {
        ProcessPool pool = await StartPoolAsync();
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 10).Select(_ => pool.Submit(WaitForToken))];
        await pool.KillAsync().OrTimeout();
        Assert.All(tasks, static task => Assert.Equal(PoolTaskState.Canceled, task.State));
        await pool.KillAsync();
        await pool.DisposeAsync();
    }

    [Fact]
    public async Task Context_TellsAttemptWorkerAndItself()
    {
        await using ProcessPool pool = await StartPoolAsync();
        (int Worker, int Attempt, bool IsCurrent)[] told = await pool.MapAsync(
            static (int _, WorkerContext context) => (context.WorkerId, context.Attempt, WorkerContext.Current == context), Enumerable.Range(0, 40)).ToArrayAsync().AsTask().OrTimeout();
        Assert.All(told, each => Assert.InRange(each.Worker, 0, Math.Max(1, pool.Workers) - 1));
        Assert.All(told, static each => Assert.Equal((1, true), (each.Attempt, each.IsCurrent)));
        Assert.Null(WorkerContext.Current);
    }

    [Fact]
    public async Task Progress_OfTasks_IsHeardOf()
    {
        await using ProcessPool pool = await StartPoolAsync();
        var heard = new Heard();
        Assert.Equal(1, await pool.Submit(Report, 1, new TaskOptions { TaskProgress = heard }).AsTask().OrTimeout());
        int[] results = await pool.MapAsync(Report, Enumerable.Range(10, 20), new MapOptions { BatchSize = 3, TaskProgress = heard }).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(10, 20), results);
        await Eventually.Async("all of it is heard", () => heard.All.Count >= 21 * 2);
        Assert.Equal(21 * 2, heard.All.Count);
        Assert.Contains(new TaskProgress(0, 0.5, "half of 1"), heard.All);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Contains(new TaskProgress(i, 0.5, $"half of {i + 10}"), heard.All));
        Assert.Equal(21, heard.All.Count(static each => each is { Fraction: 1, Message: null }));
    }

    [Fact]
    public async Task Resize_WhileTasksRun_AllOfThemEnd()
    {
        await using ProcessPool pool = await StartPoolAsync();
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, 200).Select(i => pool.Submit(static (int x) => { Thread.SpinWait(10_000); return x; }, i))];
        foreach (int workers in (int[])[1, 3, 2]) await pool.ResizeAsync(workers).OrTimeout();
        for (int i = 0; i < tasks.Length; i++) Assert.Equal(i, await tasks[i].AsTask().OrTimeout());
        Assert.Equal(2, pool.Workers);
    }

    private static int Throw(string text)
    {
        try
        {
            return int.Parse(text);
        }
        catch (FormatException ex)
        {
            throw new InvalidOperationException($"outer: {text}", ex);
        }
    }

    private static int WaitForToken(WorkerContext context)
    {
        context.CancellationToken.WaitHandle.WaitOne();
        throw new OperationCanceledException(context.CancellationToken);
    }

    private static int WaitIfTwo(int x, WorkerContext context) => x == 2 ? WaitForToken(context) : x;

    private static int Report(int x, WorkerContext context)
    {
        context.Report(0.5, $"half of {x}");
        context.Report(2);
        return x;
    }

    private static void Fill(Filling each)
    {
        each.Array[each.I] = each.I * 0.5;
        using (each.Gate.Enter()) each.Sum.Value += each.I;
    }

    private sealed class Heard : IProgress<TaskProgress>
    {
        internal ConcurrentQueue<TaskProgress> All { get; } = new();

        public void Report(TaskProgress value) => All.Enqueue(value);
    }

    private sealed record Filling(int I, SharedArray<double> Array, SharedValue<long> Sum, SharedLock Gate);
}
