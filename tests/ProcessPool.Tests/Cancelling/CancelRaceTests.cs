using Cluster.TestKit;

namespace Cluster.Tests.Pools.Cancelling;

/// <summary>Cancels that come together with results, with each other, and by the thousand: a task ends exactly once.</summary>
[Trait("Fault", "77")]
public sealed class CancelRaceTests : PoolTest
{
    [Theory]
    [InlineData(PoolMode.Processes)]
    [InlineData(PoolMode.Threads)]
    public async Task Cancel_TenThousandAtOnceFromSeveralThreads_EachEndsOnce(PoolMode mode)
    {
        const int Count = 10_000;
        const int Threads = 4;
        await using ProcessPool pool = await StartAsync(options => (options.Mode, options.CancelGrace) = (mode, TimeSpan.FromMinutes(1)));
        int[] ends = new int[Count];
        PoolTask<int>[] tasks = [.. Enumerable.Range(0, Count).Select(i => pool.Submit(static (int x) => x, i))];
        for (int i = 0; i < Count; i++)
        {
            int index = i;
            _ = tasks[i].ContinueWith(_ => Interlocked.Increment(ref ends[index]));
        }

        // Every task by all threads, from different ends.
        Task<CancelOutcome>[][] cancels = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => OnThread.Run(() =>
            Enumerable.Range(0, Count).Select(i => tasks[(thread % 2 == 0 ? i : Count - 1 - i)].Cancel()).ToArray()))).OrTimeout();
        for (int i = 0; i < Count; i++)
        {
            CancelOutcome first = await cancels[0][i].OrTimeout();
            for (int thread = 1; thread < Threads; thread++) Assert.Equal(first, await cancels[thread][thread % 2 == 0 ? i : Count - 1 - i].OrTimeout());
            await tasks[i].ContinueWith(static _ => { }).OrTimeout();
            Assert.Equal(first == CancelOutcome.TooLate ? PoolTaskState.Succeeded : PoolTaskState.Canceled, tasks[i].State);
            if (first == CancelOutcome.TooLate) Assert.Equal(i, await tasks[i]);
        }

        await Eventually.Async("every end is told", () => ends.Sum() >= Count);
        Assert.All(ends, static each => Assert.Equal(1, each));
    }

    // Some in the worker's hands, some on the way there, some back already; those that heed nothing are killed, and what was sent behind them runs elsewhere.
    [Fact]
    [Trait("Campaign", "C14")]
    public async Task Random_WithKills_EachEndsOnceAndWhatWasNotCancelledIsDone()
    {
        SeededRandom random = SeededRandom.Create();
        int count = TestScale.Of(5_000, 100_000);
        await using ProcessPool pool = await StartAsync(static options => options.CancelGrace = TimeSpan.FromMilliseconds(1));
        var tasks = new PoolTask<int>[count];
        var cancels = new Task<CancelOutcome>?[count];
        int ends = 0;
        for (int i = 0; i < count; i++)
        {
            bool isStuck = random.Next(250) == 0;
            tasks[i] = isStuck ? pool.Submit(static (int x) => { Thread.Sleep(Timeout.Infinite); return x; }, i) : pool.Submit(static (int x) => x, i);
            _ = tasks[i].ContinueWith(_ => Interlocked.Increment(ref ends));
            if (isStuck || random.Next(3) == 0) cancels[i] = CancelLater(tasks[i], random.Next(4) == 0 ? random.Next(3) : 0);
            if (random.Next(8) == 0) await EndOf(tasks[Math.Max(0, i - 50)], cancels[Math.Max(0, i - 50)]);
        }

        int killed = 0;
        for (int i = 0; i < count; i++)
        {
            CancelOutcome? outcome = cancels[i] is { } cancel ? await cancel.OrTimeout() : null;
            await EndOf(tasks[i], null);
            bool isCancelled = outcome is CancelOutcome.Cancelled or CancelOutcome.Killed;
            if (outcome == CancelOutcome.Killed) killed++;
            Assert.Equal(isCancelled ? PoolTaskState.Canceled : PoolTaskState.Succeeded, tasks[i].State);
            if (!isCancelled) Assert.Equal(i, await tasks[i]);
        }

        await Eventually.Async("every end is told", () => Volatile.Read(ref ends) >= count);
        Assert.Equal(count, ends);
        TestContext.Current.TestOutputHelper?.WriteLine($"{cancels.Count(static each => each is not null)} of {count} cancelled, {killed} killed");
        await pool.DrainAsync().OrTimeout();
        await pool.WarmUpAsync().OrTimeout();
        Assert.Equal(2, pool.WorkerProcesses.Count);
    }

    private static async Task<CancelOutcome> CancelLater(PoolTask task, int milliseconds)
    {
        if (milliseconds > 0) await Task.Delay(milliseconds);
        return await task.Cancel();
    }

    private static async Task EndOf(PoolTask task, Task? cancelled)
    {
        if (cancelled is not null) await cancelled.OrTimeout();
        await task.ContinueWith(static _ => { }).OrTimeout();
    }
}
