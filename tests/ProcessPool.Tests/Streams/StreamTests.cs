using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cluster.TestKit;

namespace Cluster.Tests.Pools.Streams;

/// <summary>Sources without end, that wait, that fail; consumers that are slow, or leave.</summary>
public sealed class StreamTests(TwoWorkers workers) : IClassFixture<TwoWorkers>
{
    private ProcessPool Pool => workers.Pool;

    [Theory]
    [InlineData(100, 1)]
    [InlineData(1000, 64)]
    [InlineData(1000, null)]
    [InlineData(16_384, null)]
    public async Task EndlessSource_SlowConsumer_NeverTakenFurtherAheadThanAllowed(int ahead, int? batch)
    {
        var source = new CountedSource();
        long consumed = 0;
        long furthest = 0;
        var options = new MapOptions { MaxBuffered = ahead, BatchSize = batch };
        await foreach (int result in Pool.MapAsync(static (int x) => x + 1, source.Numbers(), options))
        {
            Assert.Equal(++consumed, result);
            furthest = Math.Max(furthest, source.Taken - consumed);
            if (consumed % 1000 == 0) Thread.SpinWait(20_000);
            if (consumed == 20_000) break;
        }

        Assert.InRange(furthest, 1, ahead);
        Assert.True(source.IsDisposed);
        await Pool.DrainAsync().OrTimeout();
    }

    [Fact]
    public async Task EndlessSource_200000Results_MemoryStaysAsItIs()
    {
        long before = 0;
        int consumed = 0;
        var source = new CountedSource();
        await foreach (byte[] result in Pool.MapAsync(static (int x) => new byte[x % 1000], source.Numbers(), new MapOptions { MaxBuffered = 4096 }))
        {
            Assert.Equal(consumed % 1000, result.Length);
            if (++consumed == 50_000) before = GC.GetTotalMemory(forceFullCollection: true);
            if (consumed == 200_000) break;
        }

        // 150,000 results of 500 bytes are 75 MB.
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 16 << 20, $"grown by {grown:N0} bytes");
    }

    [Fact]
    public async Task Bytes_LargeArguments_NoMoreTakenThanTheirLimitAllows()
    {
        var source = new CountedSource();
        int consumed = 0;
        var options = new MapOptions { BatchSize = 1, MaxBufferedBytes = 1 << 20 };
        await foreach (int length in Pool.MapAsync(static (byte[] x) => x.Length, source.Numbers().Select(static _ => new byte[100_000]), options))
        {
            Assert.Equal(100_000, length);
            // One that goes past the limit, and the one that is consumed.
            Assert.InRange(source.Taken - consumed++, 1, ((1 << 20) / 100_000) + 2);
            if (consumed == 100) break;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SourceThatWaits_ResultsComeOutMeanwhile(bool ordered)
    {
        var source = Channel.CreateUnbounded<int>();
        await using IAsyncEnumerator<int> results = Pool.MapAsync(static (int x) => 2 * x, source.Reader.ReadAllAsync(), new MapOptions { Ordered = ordered }).GetAsyncEnumerator();
        for (int round = 0; round < 5; round++)
        {
            Task<bool> next = results.MoveNextAsync().AsTask();
            Assert.False(next.IsCompleted);
            Assert.True(source.Writer.TryWrite(round));
            Assert.True(await next.OrTimeout());
            Assert.Equal(2 * round, results.Current);
        }

        source.Writer.Complete();
        Assert.False(await results.MoveNextAsync().AsTask().OrTimeout());
    }

    [Fact]
    public async Task Leaving_WhileTheSourceWaits_EndsTheSource()
    {
        var source = Channel.CreateUnbounded<int>();
        Assert.True(source.Writer.TryWrite(1));
        await LeaveAfterFirstAsync(Pool.MapAsync(static (int x) => x, source.Reader.ReadAllAsync())).OrTimeout();
    }

    [Fact]
    public async Task Leaving_WhileTasksRun_CancelsTheRest()
    {
        using SharedArray<int> cancelled = Pool.CreateShared<int>(10);
        await LeaveAfterFirstAsync(Pool.MapAsync(ReturnFirstOrWait, Enumerable.Range(0, 10).Select(i => (i, cancelled)), new MapOptions { BatchSize = 1 })).OrTimeout();
        await Pool.DrainAsync().OrTimeout();
        // What ran then, and nothing of what waited.
        int[] ran = [.. Enumerable.Range(0, 10).Where(i => cancelled[i] != 0)];
        Assert.True(ran.Length <= 2 && cancelled.AsSpan().ToArray().Max() <= 1, string.Join(", ", cancelled.AsSpan().ToArray()));
    }

    [Fact]
    public async Task Token_Cancelled_EndsTheEnumerationAndTheTasks()
    {
        using var source = new CancellationTokenSource();
        using SharedArray<int> cancelled = Pool.CreateShared<int>(10);
        IAsyncEnumerable<int> results = Pool.MapAsync(ReturnFirstOrWait, Enumerable.Range(0, 10).Select(i => (i, cancelled)), new MapOptions { BatchSize = 1 }, source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in results) await source.CancelAsync();
        });
        await Pool.DrainAsync().OrTimeout();
    }

    [Fact]
    public async Task Unordered_FirstTaskIsTheLast_OthersComeBeforeIt()
    {
        using SharedValue<int> open = Pool.CreateSharedValue<int>();
        var results = new List<int>();
        var options = new MapOptions { Ordered = false, BatchSize = 1 };
        await foreach (int result in Pool.MapAsync(WaitIfFirst, Enumerable.Range(0, 100).Select(i => (i, open)), options))
        {
            results.Add(result);
            if (results.Count == 99) open.Value = 1;
        }

        Assert.Equal(0, results[^1]);
        Assert.Equal(Enumerable.Range(0, 100), results.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SourceThatFails_AfterTheResultsOfWhatCameBefore(bool ordered)
    {
        var results = new List<int>();
        InvalidDataException ex = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (int result in Pool.MapAsync(static (int x) => x, Failing(37), new MapOptions { Ordered = ordered })) results.Add(result);
        });
        Assert.Equal("after 37", ex.Message);
        Assert.Equal(Enumerable.Range(0, 37), results.Order());

        results.Clear();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (int result in Pool.MapAsync(static (int x) => x, FailingAsync(37), new MapOptions { Ordered = ordered })) results.Add(result);
        });
        Assert.Equal(Enumerable.Range(0, 37), results.Order());
    }

    [Fact]
    public async Task FailingTask_EndsTheEnumerationWithItsException()
    {
        var results = new List<int>();
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(async () =>
        {
            await foreach (int result in Pool.MapAsync(static (int x) => 60 / (x - 5), Enumerable.Range(0, 100))) results.Add(result);
        });
        Assert.Equal("System.DivideByZeroException", ex.RemoteTypeName);
        Assert.Equal([-12, -15, -20, -30, -60], results);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outcomes_FailingTasks_AsData(bool ordered)
    {
        TaskOutcome<int>[] outcomes = await Pool.MapAsync(static (int x) => 60 / (x % 5), Enumerable.Range(0, 1000), new MapOptions { Ordered = ordered }).Outcomes().ToArrayAsync().AsTask().OrTimeout();
        Assert.Equal(Enumerable.Range(0, 1000).Select(static i => (long)i), ordered ? outcomes.Select(static each => each.Index) : outcomes.Select(static each => each.Index).Order());
        foreach (TaskOutcome<int> outcome in outcomes)
        {
            Assert.Equal(outcome.Index % 5 != 0, outcome.IsSuccess);
            if (outcome.IsSuccess) Assert.Equal(60 / (outcome.Index % 5), outcome.Value);
            else Assert.Throws<RemoteTaskException>(() => outcome.Value);
        }
    }

    [Fact]
    public async Task Results_EnumeratedTwice_RunTwice()
    {
        using SharedValue<int> runs = Pool.CreateSharedValue<int>();
        IAsyncEnumerable<int> results = Pool.MapAsync(static (SharedValue<int> each) => each.Increment(), Enumerable.Repeat(runs, 10));
        Assert.Equal(0, runs.Value);
        Assert.Equal(10, await results.CountAsync());
        Assert.Equal(10, await results.CountAsync());
        Assert.Equal(20, runs.Value);
    }

    [Fact]
    public async Task Progress_Map_SaysHowFarItIs()
    {
        var seen = new RecordedProgress();
        int count = await Pool.MapAsync(static (int x) => x, Enumerable.Range(0, 500), new MapOptions { BatchSize = 10, Progress = seen }).CountAsync();
        Assert.Equal(500, count);
        await Eventually.Async("all of it is heard", () => seen.All.Count >= 50);
        Assert.Equal(50, seen.All.Count);
        Assert.Equal(500, seen.All.Max(static each => each.Completed));
        Assert.All(seen.All, static each => Assert.InRange(each.Completed, 10, each.Submitted));
    }

    [Fact]
    public async Task EmptySources_GiveNothing()
    {
        Assert.Empty(await Pool.MapAsync(static (int x) => x, Array.Empty<int>()).ToArrayAsync());
        Assert.Empty(await Pool.MapAsync(static (int x) => x, AsyncEnumerable.Empty<int>(), new MapOptions { Ordered = false }).ToArrayAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Pool.MapReduceAsync(static (int x) => x, Array.Empty<int>(), static (a, b) => a + b));
    }

    private static async Task LeaveAfterFirstAsync(IAsyncEnumerable<int> results)
    {
        await foreach (int _ in results) break;
    }

    private static int ReturnFirstOrWait(int i, SharedArray<int> cancelled, WorkerContext context)
    {
        if (i == 0) return 0;
        context.CancellationToken.WaitHandle.WaitOne();
        cancelled.Increment(i);
        throw new OperationCanceledException(context.CancellationToken);
    }

    private static int WaitIfFirst(int i, SharedValue<int> open)
    {
        if (i == 0) SpinWait.SpinUntil(() => open.Value != 0);
        return i;
    }

    private static IEnumerable<int> Failing(int after)
    {
        for (int i = 0; i < after; i++) yield return i;
        throw new InvalidDataException($"after {after}");
    }

    private static async IAsyncEnumerable<int> FailingAsync(int after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (int i in Enumerable.Range(0, after))
        {
            if (i % 10 == 0) await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return i;
        }

        throw new InvalidDataException($"after {after}");
    }

    private sealed class CountedSource
    {
        internal long Taken { get; private set; }

        internal bool IsDisposed { get; private set; }

        internal IEnumerable<int> Numbers()
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    Taken++;
                    yield return i;
                }
            }
            finally
            {
                IsDisposed = true;
            }
        }
    }

    private sealed class RecordedProgress : IProgress<PoolProgress>
    {
        internal ConcurrentQueue<PoolProgress> All { get; } = new();

        public void Report(PoolProgress value) => All.Enqueue(value);
    }
}
