using Cluster.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Tests.Hosting;

/// <summary>A pool's life as a service.</summary>
public sealed class HostedPoolTests : HostTest
{
    [Fact]
    public async Task Pool_TakenByAServiceThatWasAddedBeforeIt_IsReadyWhenThatStarts()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddSingleton<Early>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<Early>());
        builder.Services.AddProcessPool(static options => options.Workers = 1);
        using IHost host = await StartAsync(builder);
        Assert.Equal(42, host.Services.GetRequiredService<Early>().Result);
        Assert.Same(PoolOf(host), host.Services.GetRequiredService<Early>().Pool);
        LogRecorder.Entry started = Assert.Single(Log.Of(2200));
        Assert.Equal(1, started.Fields["Workers"]);
        await host.StopAsync().OrTimeout();
        Assert.Single(Log.Of(2201));
    }

    [Fact]
    public async Task Pools_OfNames_AreServicesOfTheirKeys()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool("one", static options => options.Workers = 1);
        builder.Services.AddProcessPool("two", static options => options.Workers = 2);
        builder.Services.AddSingleton<Keyed>();
        using IHost host = await StartAsync(builder);
        Keyed keyed = host.Services.GetRequiredService<Keyed>();
        Assert.Equal((PoolOf(host, "one"), PoolOf(host, "two")), (keyed.One, keyed.Two));
        Assert.Equal((1, 2), (keyed.One.WorkerProcesses.Count, keyed.Two.WorkerProcesses.Count));
        Assert.Null(host.Services.GetService<ProcessPool>());
        await host.StopAsync().OrTimeout();
        Assert.Equal(["one", "two"], Log.Of(2201).Select(static entry => (string?)entry.Fields["Pool"]).Order());
    }

    [Fact]
    public async Task Pool_AddedTwice_IsOneThatIsConfiguredByBoth()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool("p", static options => options.Workers = 2);
        builder.Services.AddProcessPool("p", static options => options.Mode = PoolMode.Threads);
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host, "p");
        Assert.Equal((2, 0), (pool.Workers, pool.WorkerProcesses.Count));
        Assert.Single(Log.Of(2200));
    }

    [Fact]
    public async Task Options_FromConfiguration_AreThoseOfTheSection()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Pools:images:Workers"] = "1", ["Pools:images:Timeout"] = "00:00:30", ["Pools:images:Environment:COLOUR"] = "blue", ["Pools:images:DisposePolicy"] = "Cancel",
        });
        builder.Services.AddProcessPool("images", builder.Configuration.GetSection("Pools:images"), static options => options.Attempts = 3);
        using IHost host = await StartAsync(builder);
        ProcessPoolOptions options = host.Services.GetRequiredService<IOptionsMonitor<ProcessPoolOptions>>().Get("images");
        Assert.Equal((1, TimeSpan.FromSeconds(30), 3, DisposePolicy.Cancel, "images"), (options.Workers, options.Timeout, options.Attempts, options.DisposePolicy, options.Name));
        Assert.Equal("blue", await PoolOf(host, "images").Submit(static () => Environment.GetEnvironmentVariable("COLOUR")).AsTask().OrTimeout());
        await host.StopAsync().OrTimeout();
    }

    [Fact]
    public async Task Configuration_WithAnotherNumberOfWorkers_ResizesThePool()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Pool:Workers"] = "1" });
        builder.Services.AddProcessPool(builder.Configuration.GetSection("Pool"));
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host);
        builder.Configuration["Pool:Workers"] = "2";
        ((IConfigurationRoot)builder.Configuration).Reload();
        await Eventually.Async("there are two workers", () => pool.WorkerProcesses.Count == 2);
        Assert.Equal(2, Assert.Single(Log.Of(2203)).Fields["Workers"]);
        _ = PoolOf(host);
        await host.StopAsync().OrTimeout();
    }

    [Fact]
    public async Task Options_OutOfTheirRange_FailTheStartWithAllThatIsWrong()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool("p", static options => (options.Workers, options.Attempts) = (-1, 0));
        using IHost host = builder.Build();
        OptionsValidationException ex = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Collection(
            ex.Failures.Order(StringComparer.Ordinal),
            static line => Assert.StartsWith("process pool 'p': The field Attempts", line),
            static line => Assert.StartsWith("process pool 'p': The field Workers", line));
    }

    [Fact]
    public async Task Pool_ThatCannotStart_FailsTheStartOfTheHost()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(static options => options.UseInitializer(static () => throw new InvalidDataException("no model")).Workers = 1);
        using IHost host = builder.Build();
        PoolBrokenException ex = await Assert.ThrowsAsync<PoolBrokenException>(() => host.StartAsync().OrTimeout());
        Assert.Contains("no model", ex.Message);
    }

    [Fact]
    public async Task Pool_BeforeTheStart_SaysSoAndStartsWhenItIsWarmedUp()
    {
        var services = new ServiceCollection();
        services.AddProcessPool("p", static options => options.Workers = 1);
        await using ServiceProvider provider = services.BuildServiceProvider();
        ProcessPool pool = provider.GetRequiredKeyedService<ProcessPool>("p");
        Assert.False(pool.IsUsable);
        InvalidOperationException ex = Assert.Throws<InvalidOperationException>(() => { _ = pool.Submit(static () => 1); });
        Assert.Contains("The pool 'p' has not been started", ex.Message);
        Assert.Contains("WarmUpAsync", ex.Message);

        await Task.WhenAll(pool.WarmUpAsync(), pool.WarmUpAsync()).OrTimeout();
        Assert.True(pool.IsUsable);
        Assert.Equal(1, await pool.Submit(static () => 1).AsTask().OrTimeout());
    }

    [Fact]
    public async Task Pool_NeverStarted_EndsWithoutAFuss()
    {
        var services = new ServiceCollection();
        services.AddProcessPool();
        ProcessPool pool;
        await using (ServiceProvider provider = services.BuildServiceProvider()) pool = provider.GetRequiredService<ProcessPool>();
        Assert.False(pool.IsUsable);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.WarmUpAsync());
    }

    [Fact]
    public async Task Stop_WithTasksUnderWay_WaitsForThem()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(static options => options.Workers = 1);
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host);
        using SharedValue<int> gate = pool.CreateSharedValue<int>();
        PoolTask<int> waits = pool.Submit(Gates.Pass, gate);
        PoolTask<int> queued = pool.Submit(static () => 2);
        await Eventually.Async("the task is running", () => gate.Value == 1);
        Task stopped = host.StopAsync();
        Assert.False(stopped.IsCompleted);
        gate.Value = 2;
        await stopped.OrTimeout();
        Assert.Equal((1, 2), (await waits, await queued));
        Assert.Single(Log.Of(2201));
        Assert.Empty(Log.Of(2202));
    }

    [Fact]
    public async Task Stop_BeyondItsTime_KillsWhatIsLeft()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(static options => options.Workers = 1);
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host);
        using SharedValue<int> gate = pool.CreateSharedValue<int>();
        PoolTask<int> never = pool.Submit(Gates.Pass, gate);
        await Eventually.Async("the task is running", () => gate.Value == 1);
        PoolTask<int> queued = pool.Submit(static () => 2);
        // As the host does, once its ShutdownTimeout is over.
        await host.StopAsync(new CancellationToken(canceled: true)).OrTimeout();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await never);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await queued);
        Assert.Equal(2L, Assert.Single(Log.Of(2202)).Fields["Tasks"]);
        Assert.False(pool.IsUsable);
    }

    [Fact]
    public async Task Workers_ThatWrite_AreLoggedWithTheirNumbers()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool("p", static options => options.Workers = 1);
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host, "p");
        int processId = pool.WorkerProcesses[0].ProcessId;
        await pool.Submit(static () =>
        {
            Console.WriteLine("to output");
            Console.Error.WriteLine("to error");
        }).AsTask().OrTimeout();
        await host.StopAsync().OrTimeout();
        await Eventually.Async("both lines are there", () => Log.Of(2007).Length + Log.Of(2008).Length == 2);
        LogRecorder.Entry line = Assert.Single(Log.Of(2007)), error = Assert.Single(Log.Of(2008));
        Assert.Equal(("Cluster.ProcessPool.p", LogLevel.Information, $"Worker 0 (pid {processId}): to output"), (line.Category, line.Level, line.Text));
        Assert.Equal((LogLevel.Warning, 0, processId, "to error"), (error.Level, error.Fields["WorkerId"], error.Fields["ProcessId"], error.Fields["Line"]));
    }

    [Fact]
    public async Task Workers_WhoseLinesSomebodyTakes_AreNotLogged()
    {
        var taken = new TaskCompletionSource<WorkerOutput>(TaskCreationOptions.RunContinuationsAsynchronously);
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(options => (options.Workers, options.OutputReceived) = (1, line => taken.TrySetResult(line)));
        using IHost host = await StartAsync(builder);
        await PoolOf(host).Submit(static () => Console.WriteLine("x")).AsTask().OrTimeout();
        Assert.Equal("x", (await taken.Task.OrTimeout()).Text);
        await host.StopAsync().OrTimeout();
        Assert.Empty(Log.Of(2007));
    }

    [Fact]
    public async Task Worker_LostOverATask_IsLoggedWithItsReplacement()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(static options => options.Workers = 1);
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host);
        await Assert.ThrowsAsync<WorkerLostException>(async () => await pool.Submit(static () => Environment.Exit(7)));
        await pool.WarmUpAsync().OrTimeout();
        await Eventually.Async("the replacement is logged", () => Log.Of(2002).Length == 1);
        Assert.Contains("exit code 7", Assert.Single(Log.Of(2001)).Text);
        _ = PoolOf(host);
        await host.StopAsync().OrTimeout();
    }

    private sealed class Early(ProcessPool pool) : IHostedService
    {
        internal ProcessPool Pool => pool;

        internal int Result { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) => Result = await pool.Submit(static (int x) => 2 * x, 21, null, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Keyed([FromKeyedServices("one")] ProcessPool one, [FromKeyedServices("two")] ProcessPool two)
    {
        internal ProcessPool One => one;

        internal ProcessPool Two => two;
    }
}
