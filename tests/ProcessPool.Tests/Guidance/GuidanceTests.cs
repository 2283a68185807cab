using Cluster.TestKit;
using Cluster.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Tests.Guidance;

/// <summary>What programs are told that expect of processes what only threads do.</summary>
public sealed class GuidanceTests
{
    private static int s_count;

    [Fact]
    public async Task Function_ThatWritesToAStaticField_IsPointedOutOnce()
    {
        (LogRecorder log, ILoggerFactory factory) = NewLog();
        int before = s_count;
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1, LoggerFactory = factory });
        await pool.ForEachAsync(static (int x) => { s_count += x; }, Enumerable.Range(0, 10)).OrTimeout();
        await pool.ForEachAsync(static (int x) => { _ = x; }, Enumerable.Range(0, 10)).OrTimeout();
        await Eventually.Async("it is pointed out", () => log.Of(2100).Length > 0);
        LogRecorder.Entry advice = Assert.Single(log.Of(2100));
        Assert.Equal((LogLevel.Warning, "GuidanceTests.s_count"), (advice.Level, advice.Fields["Fields"]));
        Assert.Contains("Return what should come back, or use a SharedValue", advice.Text);
        Assert.Equal(before, s_count);
    }

    [Fact]
    public async Task Initializer_ThatWritesToAStaticField_DoesWhatItIsFor()
    {
        (LogRecorder log, ILoggerFactory factory) = NewLog();
        await using ProcessPool pool = await ProcessPool.StartAsync(
            new ProcessPoolOptions { Workers = 1, LoggerFactory = factory }.UseInitializer(static (int x) => { s_count = x; }, 7));
        Assert.Equal(7, await pool.Submit(static () => s_count).AsTask().OrTimeout());
        Assert.Empty(log.Of(2100));
    }

    [Fact]
    public async Task Function_ThatRunsInThisProcess_MayWriteToItsFields()
    {
        (LogRecorder log, ILoggerFactory factory) = NewLog();
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Mode = PoolMode.Sequential, LoggerFactory = factory });
        int before = s_count;
        await pool.ForEachAsync(static (int x) => { s_count += x; }, [1, 2, 3]).OrTimeout();
        Assert.Equal(before + 6, s_count);
        Assert.Empty(log.Of(2100));
    }

    [Fact]
    [Trait("Fault", "80")]
    public async Task Pool_InATask_IsRefusedWithWhatToDoInstead()
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1 });
        RemoteTaskException ex = await Assert.ThrowsAsync<RemoteTaskException>(
            async () => await pool.Submit(static async () => await (await ProcessPool.StartAsync(new ProcessPoolOptions { MaxNesting = 0 })).DisposeAsync()).AsTask().OrTimeout());
        Assert.Equal("System.InvalidOperationException", ex.RemoteTypeName);
        Assert.Contains("A pool in every worker would multiply the processes", ex.Message);
        Assert.Contains("PoolMode.Threads", ex.Message);
    }

    // As the message advises.
    [Fact]
    public async Task Pool_OfThreads_MayBeStartedInATask()
    {
        await using ProcessPool pool = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 1 });
        Assert.Equal(10, await pool.Submit(static async () =>
        {
            await using ProcessPool inner = await ProcessPool.StartAsync(new ProcessPoolOptions { Workers = 2, Mode = PoolMode.Threads });
            return await inner.MapReduceAsync(static (int x) => x, [1, 2, 3, 4], static (a, b) => a + b);
        }).AsTask().OrTimeout());
    }

    private static (LogRecorder Log, ILoggerFactory Factory) NewLog()
    {
        var log = new LogRecorder();
        return (log, LoggerFactory.Create(builder => builder.AddProvider(log)));
    }
}
