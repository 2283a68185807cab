using Cluster.TestKit;

namespace Cluster.Tests.Pools.FromPython;

/// <summary><c>Value</c> and <c>Array</c>: rows MCP-13 (100 tasks count), MCP-15 (what is not atomic is lost) and PPP-2 (a lock).</summary>
public sealed class SharedCounterTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    [Fact]
    public async Task ValueAndArray_100Tasks_Count100AndSlotsSumTo4950()
    {
        using SharedValue<int> counter = workers.Pool.CreateSharedValue<int>();
        using SharedArray<int> store = workers.Pool.CreateShared<int>(10);
        await workers.Pool.ForEachAsync(Count, Enumerable.Range(0, 100).Select(i => new Step(i, counter, store))).OrTimeout();
        Assert.Equal(100, counter.Value);
        Assert.Equal(4950, store.AsSpan().ToArray().Sum());
    }

    [Fact]
    public async Task Value_ReadAndWrittenInTwoSteps_NeverMoreThanTheIncrements()
    {
        using SharedValue<int> counter = workers.Pool.CreateSharedValue<int>();
        await workers.Pool.ForEachAsync(static (SharedValue<int> each) => { each.Value++; }, Enumerable.Repeat(counter, 1000), new MapOptions { BatchSize = 63 }).OrTimeout();
        Assert.InRange(counter.Value, 1, 1000);
    }

    [Fact]
    public async Task Value_UnderALock_Counts1000()
    {
        using SharedValue<int> counter = workers.Pool.CreateSharedValue<int>();
        using SharedLock gate = workers.Pool.CreateLock();
        await workers.Pool.ForEachAsync(CountLocked, Enumerable.Repeat(new Locked(counter, gate), 1000), new MapOptions { BatchSize = 63 }).OrTimeout();
        Assert.Equal(1000, counter.Value);
    }

    private static void Count(Step step)
    {
        step.Counter.Increment();
        // By process, as the document does; two that share a slot lose nothing.
        step.Store.Add(Environment.ProcessId % 10, step.I);
    }

    private static void CountLocked(Locked each)
    {
        using (each.Gate.Enter()) each.Counter.Value++;
    }

    private sealed record Step(int I, SharedValue<int> Counter, SharedArray<int> Store);

    private sealed record Locked(SharedValue<int> Counter, SharedLock Gate);
}
