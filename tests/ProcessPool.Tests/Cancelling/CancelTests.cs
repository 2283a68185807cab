using Cluster.TestKit;

namespace Cluster.Tests.Pools.Cancelling;

/// <summary>Tasks that wait, were sent ahead, or run are cancelled. Each ends once, and what is said of it is what became of it.</summary>
[Trait("Fault", "77")]
public sealed class CancelTests : PoolTest
{
    [Fact]
    public async Task Queued_Cancelled_NeverBegins()
    {
        await using ProcessPool pool = await StartAsync();
        using SharedValue<int> open = pool.CreateSharedValue<int>();
        using SharedValue<int> begun = pool.CreateSharedValue<int>();
        PoolTask[] blocking = [.. Enumerable.Range(0, 2).Select(_ => pool.Submit(WaitUntil, open))];
        PoolTask<int>[] queued = [.. Enumerable.Range(0, 100).Select(_ => pool.Submit(static (SharedValue<int> each) => each.Increment(), begun))];
        CancelOutcome[] outcomes = await Task.WhenAll(queued.Select(static task => task.Cancel())).OrTimeout();

        Assert.All(outcomes, static outcome => Assert.Equal(CancelOutcome.Cancelled, outcome));
        open.Value = 1;
        foreach (PoolTask task in blocking) await task.AsTask().OrTimeout();
        await AssertEndedAsync(queued, outcomes);
        Assert.Equal(0, begun.Value);
        await AssertNothingLeftAsync(pool);
    }

    [Fact]
    public async Task SentAhead_BehindATaskThatRuns_TakenBack()
    {
        await using ProcessPool pool = await StartAsync(static options => options.Workers = 1);
        using SharedValue<int> begun = pool.CreateSharedValue<int>();
        using SharedValue<int> open = pool.CreateSharedValue<int>();
        // Known to be short: the pool sends some ahead.
        for (int i = 0; i < 2000; i++) await pool.Submit(Count, begun, open, false);
        int before = begun.Value;
        PoolTask<int> first = pool.Submit(Count, begun, open, true);
        PoolTask<int>[] ahead = [.. Enumerable.Range(0, 30).Select(_ => pool.Submit(Count, begun, open, false))];
        await Eventually.Async("the first runs", () => begun.Value > before);
        CancelOutcome[] outcomes = await Task.WhenAll(ahead.Select(static task => task.Cancel())).OrTimeout();

        Assert.All(outcomes, static outcome => Assert.Equal(CancelOutcome.Cancelled, outcome));
        Assert.Equal(PoolTaskState.Running, first.State);
        open.Value = 1;
        await first.AsTask().OrTimeout();
        await AssertEndedAsync(ahead, outcomes);
        Assert.Equal(before + 1, begun.Value);
        await AssertNothingLeftAsync(pool);
    }

    [Fact]
    public async Task Running_HeedsItsToken_CancelledAndTheWorkerStays()
    {
        await using ProcessPool pool = await StartAsync(static options => options.CancelGrace = TimeSpan.FromMinutes(1));
        int[] processes = Processes(pool);
        PoolTask<int> task = pool.Submit(WaitForToken);
        await Eventually.Async("it runs", () => task.State == PoolTaskState.Running);
        Assert.Equal(CancelOutcome.Cancelled, await task.Cancel().OrTimeout());
        await AssertEndedAsync([task], [CancelOutcome.Cancelled]);
        Assert.Equal(processes, Processes(pool));
        await AssertNothingLeftAsync(pool);
    }

    [Fact]
    public async Task Running_HeedsItsTokenAndReturns_ItsResultStands()
    {
        await using ProcessPool pool = await StartAsync(static options => options.CancelGrace = TimeSpan.FromMinutes(1));
        using SharedValue<int> begun = pool.CreateSharedValue<int>();
        PoolTask<int> task = pool.Submit(static (SharedValue<int> begun, WorkerContext context) => begun.Increment() == 1 && context.CancellationToken.WaitHandle.WaitOne() ? 5 : 0, begun);
        await Eventually.Async("it is in the function itself", () => begun.Value == 1);
        Assert.Equal(CancelOutcome.TooLate, await task.Cancel().OrTimeout());
        Assert.Equal(5, await task);
    }

    [Fact]
    public async Task Running_DoesNotHeedItsToken_KilledAndTheWorkerReplaced()
    {
        await using ProcessPool pool = await StartAsync(static options => options.CancelGrace = TimeSpan.FromMilliseconds(20));
        int[] processes = Processes(pool);
        using SharedValue<int> begun = pool.CreateSharedValue<int>();
        PoolTask task = pool.Submit(static (SharedValue<int> begun) =>
        {
            begun.Increment();
            Thread.Sleep(Timeout.Infinite);
        }, begun);
        await Eventually.Async("it is in the function itself", () => begun.Value == 1);
        Task<CancelOutcome> first = task.Cancel();
        Assert.Equal(CancelOutcome.Killed, await task.Cancel().OrTimeout());
        Assert.Equal(CancelOutcome.Killed, await first);
        Assert.Equal(CancelOutcome.Killed, await task.Cancel());
        Assert.Equal(PoolTaskState.Canceled, task.State);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await task);
        await pool.WarmUpAsync().OrTimeout();
        Assert.Single(Processes(pool), id => !processes.Contains(id));
        await AssertNothingLeftAsync(pool);
    }

    [Fact]
    public async Task Ended_Cancelled_TooLate()
    {
        await using ProcessPool pool = await StartAsync();
        PoolTask<int> good = pool.Submit(static () => 4);
        Assert.Equal(4, await good);
        Assert.Equal(CancelOutcome.TooLate, await good.Cancel().OrTimeout());
        PoolTask<int> bad = pool.Submit(static (string s) => int.Parse(s), "x");
        await Assert.ThrowsAsync<RemoteTaskException>(async () => await bad);
        Assert.Equal(CancelOutcome.TooLate, await bad.Cancel().OrTimeout());
        Assert.Equal(PoolTaskState.Failed, bad.State);
    }

    [Fact]
    public async Task Token_CancelledBeforeAndAfterSubmit_CancelsTheTask()
    {
        await using ProcessPool pool = await StartAsync();
        using var source = new CancellationTokenSource();
        PoolTask<int> running = pool.Submit(WaitForToken, null, source.Token);
        await Eventually.Async("it runs", () => running.State == PoolTaskState.Running);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.AsTask().OrTimeout());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.Submit(WaitForToken, null, source.Token).AsTask().OrTimeout());
        await AssertNothingLeftAsync(pool);
    }

    // What is short is never killed, and so is begun once or not at all.
    [Theory]
    [InlineData(10_000)]
    [Trait("Fault", "77")]
    public async Task Random_ShortTasks_EachEndsOnceAndIsBegunAtMostOnce(int count)
    {
        SeededRandom random = SeededRandom.Create();
        await using ProcessPool pool = await StartAsync(static options => options.CancelGrace = TimeSpan.FromMinutes(1));
        using SharedArray<int> begun = pool.CreateShared<int>(count);
        var tasks = new PoolTask<int>[count];
        var cancels = new Task<CancelOutcome>?[count];
        int ends = 0;
        for (int i = 0; i < count; i++)
        {
            // Some wait, some are sent ahead, some have ended.
            if (random.Next(4) == 0) await EndOf(tasks[Math.Max(0, i - 1 - random.Next(Math.Min(i, 100) + 1))] ?? pool.Submit(static () => 0));
            tasks[i] = pool.Submit(Work, i, random.Next(4) == 0 ? random.Next(100) : 0, begun);
            _ = tasks[i].ContinueWith(_ => Interlocked.Increment(ref ends));
            if (random.Next(3) > 0) continue;
            // Mostly of late: further back they have ended.
            int victim = Math.Max(0, i - random.Next(random.Next(2) == 0 ? 4 : 200));
            cancels[victim] ??= tasks[victim].Cancel();
        }

        CancelOutcome?[] outcomes = new CancelOutcome?[count];
        for (int i = 0; i < count; i++)
            if (cancels[i] is { } cancel) outcomes[i] = await cancel.OrTimeout();
        for (int i = 0; i < count; i++)
        {
            await EndOf(tasks[i]);
            bool isCancelled = outcomes[i] == CancelOutcome.Cancelled;
            Assert.Equal(isCancelled ? PoolTaskState.Canceled : PoolTaskState.Succeeded, tasks[i].State);
            Assert.Equal(isCancelled ? 0 : 1, begun[i]);
            if (!isCancelled) Assert.Equal(3 * i, await tasks[i]);
        }

        await Eventually.Async("every end is told", () => Volatile.Read(ref ends) >= count);
        Assert.Equal(count, ends);
        int told = outcomes.Count(static outcome => outcome is not null);
        TestContext.Current.TestOutputHelper?.WriteLine($"{outcomes.Count(static outcome => outcome == CancelOutcome.Cancelled)} of {told} cancelled");
        await AssertNothingLeftAsync(pool);
    }

    [Fact]
    public async Task Random_TasksThatHeedOrNot_OutcomesAreWhatBecameOfThem()
    {
        SeededRandom random = SeededRandom.Create();
        await using ProcessPool pool = await StartAsync(static options => options.CancelGrace = TimeSpan.FromMilliseconds(5));
        var tasks = new List<PoolTask<int>>();
        var cancels = new List<Task<CancelOutcome>>();
        for (int i = 0; i < 200; i++)
        {
            tasks.Add(random.Next(10) switch
            {
                0 => pool.Submit(WaitForToken),
                1 when i % 20 == 0 => pool.Submit(static () => { Thread.Sleep(Timeout.Infinite); return 1; }),
                _ => pool.Submit(static (int x) => x, i),
            });
        }

        foreach (PoolTask<int> task in tasks)
        {
            // Not in step with the workers.
            if (random.Next(4) == 0) await Task.Yield();
            cancels.Add(task.Cancel());
        }

        CancelOutcome[] outcomes = await Task.WhenAll(cancels).OrTimeout();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", outcomes.CountBy(static outcome => outcome)));
        await AssertEndedAsync(tasks, outcomes);
        await AssertNothingLeftAsync(pool);
    }

    private static async Task AssertEndedAsync(IReadOnlyList<PoolTask<int>> tasks, CancelOutcome[] outcomes)
    {
        for (int i = 0; i < tasks.Count; i++)
        {
            await EndOf(tasks[i]);
            Assert.Equal(outcomes[i] == CancelOutcome.TooLate ? PoolTaskState.Succeeded : PoolTaskState.Canceled, tasks[i].State);
        }
    }

    // However it ends.
    private static Task EndOf(PoolTask task) => task.ContinueWith(static _ => { }).OrTimeout();

    private static async Task AssertNothingLeftAsync(ProcessPool pool)
    {
        await pool.DrainAsync().OrTimeout();
        int[] squares = await pool.MapAsync(static (int x) => x * x, Enumerable.Range(0, 100)).ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 100).Select(static x => x * x), squares);
        await pool.WarmUpAsync().OrTimeout();
        Assert.Equal(pool.Workers, pool.WorkerProcesses.Count);
    }

    private static int[] Processes(ProcessPool pool) => [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId).Order()];

    private static void WaitUntil(SharedValue<int> open) => SpinWait.SpinUntil(() => open.Value != 0);

    private static int WaitForToken(WorkerContext context)
    {
        context.CancellationToken.WaitHandle.WaitOne();
        throw new OperationCanceledException(context.CancellationToken);
    }

    private static int Count(SharedValue<int> begun, SharedValue<int> open, bool waits)
    {
        int number = begun.Increment();
        if (waits) WaitUntil(open);
        return number;
    }

    private static int Work(int i, int spins, SharedArray<int> begun)
    {
        begun.Increment(i);
        Thread.SpinWait(100 * spins);
        return 3 * i;
    }
}
