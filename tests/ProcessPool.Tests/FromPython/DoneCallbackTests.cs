using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>add_done_callback</c>, <c>cancel</c>, <c>cancelled</c>: row MCP-6. 24 jobs, a callback on every other one.</summary>
/// <remarks>The document's cancel comes too late and nobody learns of it: here it says what came of it.</remarks>
public sealed class DoneCallbackTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    private const int Jobs = 24;

    [Fact]
    public async Task Callbacks_OnEvenJobs_TwelveCallbacksAnd24Results()
    {
        int callbacks = 0;
        (PoolTask<double>[] jobs, Task[] called) = Submit(null, () => Interlocked.Increment(ref callbacks));

        for (int i = 0; i < Jobs; i++) Assert.Equal(i * 0.5, await jobs[i].AsTask().OrTimeout());
        await Task.WhenAll(called).OrTimeout();
        Assert.Equal(12, callbacks);
        Assert.Equal(CancelOutcome.TooLate, await jobs[4].Cancel().OrTimeout());
        Assert.Equal(2, await jobs[4]);
    }

    [Fact]
    public async Task Cancel_JobThatWaits_SaysSoAndLeaves23Results()
    {
        using SharedValue<int> open = workers.Pool.CreateSharedValue<int>();
        int callbacks = 0;
        (PoolTask<double>[] jobs, Task[] called) = Submit(open, () => Interlocked.Increment(ref callbacks));

        Assert.Equal(CancelOutcome.Cancelled, await jobs[4].Cancel().OrTimeout());
        Assert.Equal(PoolTaskState.Canceled, jobs[4].State);
        open.Value = 1;

        for (int i = 0; i < Jobs; i++)
            if (i != 4) Assert.Equal(i * 0.5, await jobs[i].AsTask().OrTimeout());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await jobs[4]);
        await Task.WhenAll(called).OrTimeout();
        // As in Python, the callback of a job that was cancelled is called too.
        Assert.Equal(12, callbacks);
    }

    private (PoolTask<double>[] Jobs, Task[] Called) Submit(SharedValue<int>? open, Action callback)
    {
        var jobs = new PoolTask<double>[Jobs];
        var called = new List<Task>();
        for (int i = 0; i < Jobs; i++)
        {
            jobs[i] = workers.Pool.Submit(Multiply, (double)i, 0.5, open);
            if (i % 2 == 0) called.Add(jobs[i].ContinueWith(_ => callback()));
        }

        return (jobs, [.. called]);
    }

    private static double Multiply(double x, double y, SharedValue<int>? open)
    {
        SpinWait.SpinUntil(() => open is null || open.Value != 0);
        return x * y;
    }
}
