namespace Cluster.Tests.Pools.Shapes;

/// <summary>Every shape of function that can be submitted: arguments, context, result, promise.</summary>
public sealed class ShapeTests : PoolTest
{
    private static readonly ProcessPoolOptions[] Modes =
        [new() { Workers = 2 }, new() { Workers = 2, Mode = PoolMode.Threads }, new() { Workers = 1, Mode = PoolMode.Sequential }, new() { Workers = 0 }];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, 4)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Submit_Functions_TheirResults(int mode)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(Modes[mode]);
        Assert.Equal("-", await pool.Submit(static () => "-"));
        Assert.Equal("-", await pool.Submit(static async () => { await Task.Yield(); return "-"; }));
        Assert.Equal("-1", await pool.Submit(static (WorkerContext context) => $"-{context.Attempt}"));
        Assert.Equal("-1", await pool.Submit(static async (WorkerContext context) => { await Task.Yield(); return $"-{context.Attempt}"; }));
        Assert.Equal("1", await pool.Submit(static (int a) => $"{a}", 1));
        Assert.Equal("1", await pool.Submit(static async (int a) => { await Task.Yield(); return $"{a}"; }, 1));
        Assert.Equal("11", await pool.Submit(static (int a, WorkerContext context) => $"{a}{context.Attempt}", 1));
        Assert.Equal("11", await pool.Submit(static async (int a, WorkerContext context) => { await Task.Yield(); return $"{a}{context.Attempt}"; }, 1));
        Assert.Equal("12", await pool.Submit(static (int a, long b) => $"{a}{b}", 1, 2L));
        Assert.Equal("12", await pool.Submit(static async (int a, long b) => { await Task.Yield(); return $"{a}{b}"; }, 1, 2L));
        Assert.Equal("121", await pool.Submit(static (int a, long b, WorkerContext context) => $"{a}{b}{context.Attempt}", 1, 2L));
        Assert.Equal("121", await pool.Submit(static async (int a, long b, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{context.Attempt}"; }, 1, 2L));
        Assert.Equal("123", await pool.Submit(static (int a, long b, double c) => $"{a}{b}{c}", 1, 2L, 3.0));
        Assert.Equal("123", await pool.Submit(static async (int a, long b, double c) => { await Task.Yield(); return $"{a}{b}{c}"; }, 1, 2L, 3.0));
        Assert.Equal("1231", await pool.Submit(static (int a, long b, double c, WorkerContext context) => $"{a}{b}{c}{context.Attempt}", 1, 2L, 3.0));
        Assert.Equal("1231", await pool.Submit(static async (int a, long b, double c, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{c}{context.Attempt}"; }, 1, 2L, 3.0));
        Assert.Equal("1234", await pool.Submit(static (int a, long b, double c, string d) => $"{a}{b}{c}{d}", 1, 2L, 3.0, "4"));
        Assert.Equal("1234", await pool.Submit(static async (int a, long b, double c, string d) => { await Task.Yield(); return $"{a}{b}{c}{d}"; }, 1, 2L, 3.0, "4"));
        Assert.Equal("12341", await pool.Submit(static (int a, long b, double c, string d, WorkerContext context) => $"{a}{b}{c}{d}{context.Attempt}", 1, 2L, 3.0, "4"));
        Assert.Equal("12341", await pool.Submit(static async (int a, long b, double c, string d, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{c}{d}{context.Attempt}"; }, 1, 2L, 3.0, "4"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Submit_Actions_HaveRun(int mode)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(Modes[mode]);
        using SharedValue<int> runs = pool.CreateSharedValue<int>();
        await pool.Submit(static () => { Thread.MemoryBarrier(); });
        await pool.Submit(static async () => { await Task.Yield(); Thread.MemoryBarrier(); });
        await pool.Submit(static (WorkerContext context) => { Thread.MemoryBarrier(); });
        await pool.Submit(static async (WorkerContext context) => { await Task.Yield(); Thread.MemoryBarrier(); });
        await pool.Submit(static (SharedValue<int> runs) => { runs.Increment(); }, runs);
        await pool.Submit(static async (SharedValue<int> runs) => { await Task.Yield(); runs.Increment(); }, runs);
        await pool.Submit(static (SharedValue<int> runs, WorkerContext context) => { runs.Increment(); }, runs);
        await pool.Submit(static async (SharedValue<int> runs, WorkerContext context) => { await Task.Yield(); runs.Increment(); }, runs);
        await pool.Submit(static (SharedValue<int> runs, long b) => { runs.Increment(); }, runs, 2L);
        await pool.Submit(static async (SharedValue<int> runs, long b) => { await Task.Yield(); runs.Increment(); }, runs, 2L);
        await pool.Submit(static (SharedValue<int> runs, long b, WorkerContext context) => { runs.Increment(); }, runs, 2L);
        await pool.Submit(static async (SharedValue<int> runs, long b, WorkerContext context) => { await Task.Yield(); runs.Increment(); }, runs, 2L);
        await pool.Submit(static (SharedValue<int> runs, long b, double c) => { runs.Increment(); }, runs, 2L, 3.0);
        await pool.Submit(static async (SharedValue<int> runs, long b, double c) => { await Task.Yield(); runs.Increment(); }, runs, 2L, 3.0);
        await pool.Submit(static (SharedValue<int> runs, long b, double c, WorkerContext context) => { runs.Increment(); }, runs, 2L, 3.0);
        await pool.Submit(static async (SharedValue<int> runs, long b, double c, WorkerContext context) => { await Task.Yield(); runs.Increment(); }, runs, 2L, 3.0);
        await pool.Submit(static (SharedValue<int> runs, long b, double c, string d) => { runs.Increment(); }, runs, 2L, 3.0, "4");
        await pool.Submit(static async (SharedValue<int> runs, long b, double c, string d) => { await Task.Yield(); runs.Increment(); }, runs, 2L, 3.0, "4");
        await pool.Submit(static (SharedValue<int> runs, long b, double c, string d, WorkerContext context) => { runs.Increment(); }, runs, 2L, 3.0, "4");
        await pool.Submit(static async (SharedValue<int> runs, long b, double c, string d, WorkerContext context) => { await Task.Yield(); runs.Increment(); }, runs, 2L, 3.0, "4");
        Assert.Equal(16, runs.Value);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Map_Functions_TheirResultsInOrder(int mode)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(Modes[mode]);
        Assert.Equal(Expect(static i => $"{i}"), await pool.MapAsync(static (int a) => $"{a}", Enumerable.Range(0, 20)).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}"), await pool.MapAsync(static (int a) => $"{a}", Enumerable.Range(0, 20).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}"), await pool.MapAsync(static async (int a) => { await Task.Yield(); return $"{a}"; }, Enumerable.Range(0, 20)).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}"), await pool.MapAsync(static async (int a) => { await Task.Yield(); return $"{a}"; }, Enumerable.Range(0, 20).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}1"), await pool.MapAsync(static (int a, WorkerContext context) => $"{a}{context.Attempt}", Enumerable.Range(0, 20)).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}1"), await pool.MapAsync(static (int a, WorkerContext context) => $"{a}{context.Attempt}", Enumerable.Range(0, 20).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}1"), await pool.MapAsync(static async (int a, WorkerContext context) => { await Task.Yield(); return $"{a}{context.Attempt}"; }, Enumerable.Range(0, 20)).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}1"), await pool.MapAsync(static async (int a, WorkerContext context) => { await Task.Yield(); return $"{a}{context.Attempt}"; }, Enumerable.Range(0, 20).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2"), await pool.MapAsync(static (int a, long b) => $"{a}{b}", Enumerable.Range(0, 20).Select(static i => (i, 2L))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2"), await pool.MapAsync(static (int a, long b) => $"{a}{b}", Enumerable.Range(0, 20).Select(static i => (i, 2L)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2"), await pool.MapAsync(static async (int a, long b) => { await Task.Yield(); return $"{a}{b}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2"), await pool.MapAsync(static async (int a, long b) => { await Task.Yield(); return $"{a}{b}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}21"), await pool.MapAsync(static (int a, long b, WorkerContext context) => $"{a}{b}{context.Attempt}", Enumerable.Range(0, 20).Select(static i => (i, 2L))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}21"), await pool.MapAsync(static (int a, long b, WorkerContext context) => $"{a}{b}{context.Attempt}", Enumerable.Range(0, 20).Select(static i => (i, 2L)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}21"), await pool.MapAsync(static async (int a, long b, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{context.Attempt}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}21"), await pool.MapAsync(static async (int a, long b, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{context.Attempt}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}23"), await pool.MapAsync(static (int a, long b, double c) => $"{a}{b}{c}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}23"), await pool.MapAsync(static (int a, long b, double c) => $"{a}{b}{c}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}23"), await pool.MapAsync(static async (int a, long b, double c) => { await Task.Yield(); return $"{a}{b}{c}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}23"), await pool.MapAsync(static async (int a, long b, double c) => { await Task.Yield(); return $"{a}{b}{c}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}231"), await pool.MapAsync(static (int a, long b, double c, WorkerContext context) => $"{a}{b}{c}{context.Attempt}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}231"), await pool.MapAsync(static (int a, long b, double c, WorkerContext context) => $"{a}{b}{c}{context.Attempt}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}231"), await pool.MapAsync(static async (int a, long b, double c, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{c}{context.Attempt}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}231"), await pool.MapAsync(static async (int a, long b, double c, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{c}{context.Attempt}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0)).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}234"), await pool.MapAsync(static (int a, long b, double c, string d) => $"{a}{b}{c}{d}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4"))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}234"), await pool.MapAsync(static (int a, long b, double c, string d) => $"{a}{b}{c}{d}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4")).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}234"), await pool.MapAsync(static async (int a, long b, double c, string d) => { await Task.Yield(); return $"{a}{b}{c}{d}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4"))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}234"), await pool.MapAsync(static async (int a, long b, double c, string d) => { await Task.Yield(); return $"{a}{b}{c}{d}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4")).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2341"), await pool.MapAsync(static (int a, long b, double c, string d, WorkerContext context) => $"{a}{b}{c}{d}{context.Attempt}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4"))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2341"), await pool.MapAsync(static (int a, long b, double c, string d, WorkerContext context) => $"{a}{b}{c}{d}{context.Attempt}", Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4")).ToAsyncEnumerable()).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2341"), await pool.MapAsync(static async (int a, long b, double c, string d, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{c}{d}{context.Attempt}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4"))).ToArrayAsync());
        Assert.Equal(Expect(static i => $"{i}2341"), await pool.MapAsync(static async (int a, long b, double c, string d, WorkerContext context) => { await Task.Yield(); return $"{a}{b}{c}{d}{context.Attempt}"; }, Enumerable.Range(0, 20).Select(static i => (i, 2L, 3.0, "4")).ToAsyncEnumerable()).ToArrayAsync());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task MapReduce_Functions_TheirSum(int mode)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(Modes[mode]);
        Assert.Equal(190, await pool.MapReduceAsync(static (int x) => x, Enumerable.Range(0, 20), static (a, b) => a + b));
        Assert.Equal(190, await pool.MapReduceAsync(static (int x) => x, Enumerable.Range(0, 20).ToAsyncEnumerable(), static (a, b) => a + b));
        Assert.Equal(190, await pool.MapReduceAsync(static async (int x) => { await Task.Yield(); return x; }, Enumerable.Range(0, 20), static (a, b) => a + b));
        Assert.Equal(190, await pool.MapReduceAsync(static async (int x) => { await Task.Yield(); return x; }, Enumerable.Range(0, 20).ToAsyncEnumerable(), static (a, b) => a + b));
        Assert.Equal(190, await pool.MapReduceAsync(static (int x, WorkerContext context) => x * context.Attempt, Enumerable.Range(0, 20), static (a, b) => a + b));
        Assert.Equal(190, await pool.MapReduceAsync(static (int x, WorkerContext context) => x * context.Attempt, Enumerable.Range(0, 20).ToAsyncEnumerable(), static (a, b) => a + b));
        Assert.Equal(190, await pool.MapReduceAsync(static async (int x, WorkerContext context) => { await Task.Yield(); return x * context.Attempt; }, Enumerable.Range(0, 20), static (a, b) => a + b));
        Assert.Equal(190, await pool.MapReduceAsync(static async (int x, WorkerContext context) => { await Task.Yield(); return x * context.Attempt; }, Enumerable.Range(0, 20).ToAsyncEnumerable(), static (a, b) => a + b));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task ForEach_Actions_HaveRun(int mode)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(Modes[mode]);
        using SharedValue<int> runs = pool.CreateSharedValue<int>();
        await pool.ForEachAsync(static (SharedValue<int> runs) => { runs.Increment(); }, Enumerable.Repeat(runs, 10));
        await pool.ForEachAsync(static (SharedValue<int> runs) => { runs.Increment(); }, Enumerable.Repeat(runs, 10).ToAsyncEnumerable());
        await pool.ForEachAsync(static async (SharedValue<int> runs) => { await Task.Yield(); runs.Increment(); }, Enumerable.Repeat(runs, 10));
        await pool.ForEachAsync(static async (SharedValue<int> runs) => { await Task.Yield(); runs.Increment(); }, Enumerable.Repeat(runs, 10).ToAsyncEnumerable());
        await pool.ForEachAsync(static (SharedValue<int> runs, WorkerContext context) => { runs.Increment(); }, Enumerable.Repeat(runs, 10));
        await pool.ForEachAsync(static (SharedValue<int> runs, WorkerContext context) => { runs.Increment(); }, Enumerable.Repeat(runs, 10).ToAsyncEnumerable());
        await pool.ForEachAsync(static async (SharedValue<int> runs, WorkerContext context) => { await Task.Yield(); runs.Increment(); }, Enumerable.Repeat(runs, 10));
        await pool.ForEachAsync(static async (SharedValue<int> runs, WorkerContext context) => { await Task.Yield(); runs.Increment(); }, Enumerable.Repeat(runs, 10).ToAsyncEnumerable());
        Assert.Equal(80, runs.Value);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Generic_MethodsAndTypes_Work(int mode)
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(Modes[mode]);
        Assert.Equal(5, await pool.Submit(Same, 5));
        Assert.Equal("x", await pool.Submit(Same<string>, "x"));
        double[] halves = await pool.Submit(Twice<double>.Of, 1.5);
        Assert.Equal([1.5, 1.5], halves);
        Assert.Equal(new List<int>[] { [2], [2] }, await pool.Submit(Twice<List<int>>.Of, new List<int> { 2 }));
        int[] same = await pool.MapAsync(Same<int>, Enumerable.Range(3, 2)).ToArrayAsync();
        Assert.Equal([3, 4], same);
    }

    private static string[] Expect(Func<int, string> of) => [.. Enumerable.Range(0, 20).Select(of)];

    private static T Same<T>(T value) => value;

    private static class Twice<T>
    {
        internal static T[] Of(T value) => [value, value];
    }
}
