using System.Collections.Concurrent;
using Cluster.TestKit;
using Cluster.Tests.Hosting;
using Cluster.Tests.Pools.Crashes;
using Microsoft.Extensions.Logging;

namespace Cluster.Tests.Pools.Listeners;

/// <summary>Code of the user's that the pool calls: whether it throws or blocks, the pool goes on, and what it throws can be found.</summary>
[Trait("Fault", "28")]
public sealed class ListenerTests : PoolTest
{
    private const int ListenerThrew = 2010;
    private const int OutputListenerThrew = 2012;

    [Theory]
    [InlineData(PoolMode.Processes)]
    [InlineData(PoolMode.Threads)]
    public async Task Progress_ListenerThrows_TasksEndAsEverAndItIsLogged(PoolMode mode)
    {
        var log = new LogRecorder();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using ProcessPool pool = await StartAsync(options => (options.Mode, options.LoggerFactory) = (mode, loggers));
        int[] before = [.. pool.WorkerProcesses.Select(static worker => worker.ProcessId)];
        Assert.Equal(7, await pool.Submit(Report, 7, new TaskOptions { TaskProgress = new Throwing<TaskProgress>() }).AsTask().OrTimeout());
        int[] results = await pool.MapAsync(Report, Enumerable.Range(0, 100), new MapOptions { TaskProgress = new Throwing<TaskProgress>(), Progress = new Throwing<PoolProgress>(), BatchSize = 10 })
            .ToArrayAsync().AsTask().OrTimeout();

        Assert.Equal(Enumerable.Range(0, 100), results);
        Assert.Equal(before, pool.WorkerProcesses.Select(static worker => worker.ProcessId));
        await Eventually.Async("all of it is logged", () => log.Of(ListenerThrew).Length == 101 + 10);
        Assert.All(log.Of(ListenerThrew), static entry => Assert.Equal(LogLevel.Warning, entry.Level));
    }

    [Fact]
    public async Task Progress_ListenerBlocks_TasksEndAndThePoolToo()
    {
        using var gate = new ManualResetEventSlim();
        var blocking = new Blocking<TaskProgress>(gate);
        ProcessPool pool = await StartAsync();
        try
        {
            int[] results = await pool.MapAsync(Report, Enumerable.Range(0, 200), new MapOptions { TaskProgress = blocking, Progress = new Blocking<PoolProgress>(gate), BatchSize = 10 })
                .ToArrayAsync().AsTask().OrTimeout();
            Assert.Equal(Enumerable.Range(0, 200), results);
            await CrashTests.AssertGoesOnAsync(pool);
            await pool.DisposeAsync().AsTask().OrTimeout();
        }
        finally
        {
            gate.Set();
            await pool.KillAsync();
        }

        await Eventually.Async("it has heard the rest", () => blocking.Heard.Count == 200);
        Assert.All(Enumerable.Range(0, 200), i => Assert.Contains(blocking.Heard, told => told.Index == i));
    }

    [Fact]
    public async Task Progress_OfOneTask_IsHeardInOrder()
    {
        await using ProcessPool pool = await StartAsync();
        using var open = new ManualResetEventSlim(initialState: true);
        var heard = new Blocking<TaskProgress>(open);
        await pool.Submit(static (WorkerContext context) =>
        {
            for (int i = 0; i <= 100; i++) context.Report(i / 100.0);
        }, new TaskOptions { TaskProgress = heard }).AsTask().OrTimeout();
        await Eventually.Async("all of it is heard", () => heard.Heard.Count == 101);
        Assert.Equal(Enumerable.Range(0, 101).Select(static i => i / 100.0), heard.Heard.Select(static told => told.Fraction));
    }

    [Fact]
    public async Task Output_ListenerThrows_TasksGoOnAndItIsLogged()
    {
        var log = new LogRecorder();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using ProcessPool pool = await StartAsync(options =>
        {
            options.LoggerFactory = loggers;
            options.OutputReceived = static line => throw new InvalidOperationException(line.Text);
        });
        await pool.ForEachAsync(static (int x) => Console.WriteLine(x), Enumerable.Range(0, 20)).OrTimeout();
        await Eventually.Async("all of it is logged", () => log.Of(OutputListenerThrew).Length == 20);
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    public async Task Output_ListenerBlocks_TasksThatWriteLittleGoOnAndThePoolEnds()
    {
        using var gate = new ManualResetEventSlim();
        ProcessPool pool = await StartAsync(options => options.OutputReceived = _ => gate.Wait());
        try
        {
            await pool.ForEachAsync(static (int x) => Console.WriteLine(x), Enumerable.Range(0, 100)).OrTimeout();
            await CrashTests.AssertGoesOnAsync(pool);
            await pool.DisposeAsync().AsTask().OrTimeout();
        }
        finally
        {
            gate.Set();
            await pool.KillAsync();
        }
    }

    [Fact]
    public async Task Continuation_ThrowsOrBlocks_OtherTasksEnd()
    {
        await using ProcessPool pool = await StartAsync();
        using var gate = new ManualResetEventSlim();
        try
        {
            PoolTask<int>[] tasks = [.. Enumerable.Range(0, 20).Select(i => pool.Submit(static (int x) => x, i))];
            Task throws = tasks[0].ContinueWith(static _ => throw new InvalidOperationException("of the user's"));
            // As many as the pool of threads has, and not more: its own growth is not what is looked at.
            Task blocks = tasks[1].ContinueWith(_ => gate.Wait());
            for (int i = 0; i < tasks.Length; i++) Assert.Equal(i, await tasks[i].AsTask().OrTimeout());
            await Assert.ThrowsAsync<InvalidOperationException>(() => throws.OrTimeout());
            await CrashTests.AssertGoesOnAsync(pool);
            Assert.False(blocks.IsCompleted);
        }
        finally
        {
            gate.Set();
        }
    }

    // What runs when a task has ended submits more, and that crashes.
    [Fact]
    public async Task Continuation_SubmitsWhatCrashes_OnlyThatFails()
    {
        await using ProcessPool pool = await StartAsync();
        var inner = new TaskCompletionSource<PoolTask<int>>();
        PoolTask<int> outer = pool.Submit(static () => 5);
        await outer.ContinueWith(_ => inner.SetResult(pool.Submit(CrashingTasks.Commit, Crash.Exit))).OrTimeout();
        PoolTask<int> crashing = await inner.Task;
        await Assert.ThrowsAsync<WorkerLostException>(() => crashing.AsTask().OrTimeout());
        await CrashTests.AssertGoesOnAsync(pool);
    }

    [Fact]
    public async Task Log_Throws_WorkersAreReplacedAllTheSame()
    {
        using ILoggerFactory loggers = LoggerFactory.Create(static logging => logging.AddProvider(new ThrowingLog()));
        await using ProcessPool pool = await StartAsync(options => options.LoggerFactory = loggers);
        await Assert.ThrowsAsync<WorkerLostException>(() => pool.Submit(CrashingTasks.Commit, Crash.Exit).AsTask().OrTimeout());
        await CrashTests.AssertGoesOnAsync(pool);
    }

    private static int Report(int x, WorkerContext context)
    {
        context.Report(0.5);
        return x;
    }

    private sealed class Throwing<T> : IProgress<T>
    {
        public void Report(T value) => throw new InvalidOperationException("a listener's mistake");
    }

    private sealed class Blocking<T>(ManualResetEventSlim gate) : IProgress<T>
    {
        internal ConcurrentQueue<T> Heard { get; } = new();

        public void Report(T value)
        {
            gate.Wait();
            Heard.Enqueue(value);
        }
    }

    private sealed class ThrowingLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("the disk is full");
    }
}
