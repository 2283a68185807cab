using Cluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Cluster.Tests.Hosting;

/// <summary>What a health check says of a pool in each of its states.</summary>
public sealed class HealthCheckTests : HostTest
{
    [Fact]
    public async Task Pool_FromBeforeItsStartToItsEnd_IsHealthyInBetween()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool("p", static options => options.Workers = 2);
        builder.Services.AddHealthChecks().AddProcessPool("p", tags: ["ready"]);
        using IHost host = builder.Build();
        HealthReportEntry before = await CheckAsync(host, "process pool (p)");
        Assert.Equal((HealthStatus.Unhealthy, "the pool has not been started"), (before.Status, before.Description));

        await host.StartAsync().OrTimeout();
        ProcessPool pool = PoolOf(host, "p");
        HealthReportEntry started = await CheckAsync(host, "process pool (p)");
        Assert.Equal(HealthStatus.Healthy, started.Status);
        Assert.Equal(["ready"], started.Tags);
        Assert.Equal((2, 2, 0L, 0), (started.Data["workers"], started.Data["alive"], started.Data["waiting"], started.Data["running"]));
        Assert.Equal(pool.WorkerProcesses.Select(static worker => worker.ProcessId), (int[])started.Data["processIds"]);

        await host.StopAsync().OrTimeout();
        HealthReportEntry after = await CheckAsync(host, "process pool (p)");
        Assert.Equal((HealthStatus.Unhealthy, "the pool has ended"), (after.Status, after.Description));
    }

    [Fact]
    public async Task Pool_WithMissingWorkers_IsDegraded()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(static options => options.Workers = 1);
        builder.Services.AddHealthChecks().AddProcessPool();
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host);
        // Asked at once: a process takes its time to start.
        Task resized = pool.ResizeAsync(3);
        HealthReportEntry entry = await CheckAsync(host, "process pool");
        Assert.Equal((HealthStatus.Degraded, "2 of 3 workers are missing and being replaced"), (entry.Status, entry.Description));
        await resized.OrTimeout();
        _ = PoolOf(host);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "process pool")).Status);
        await host.StopAsync().OrTimeout();
    }

    [Fact]
    public async Task Pool_ThatSendsIdleWorkersAway_IsHealthyWithoutThem()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(static options => (options.Workers, options.IdleTimeout) = (1, TimeSpan.FromMilliseconds(1)));
        builder.Services.AddHealthChecks().AddProcessPool();
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host);
        Assert.Equal(1, await pool.Submit(static () => 1).AsTask().OrTimeout());
        await Eventually.Async("the worker was sent away", () => pool.WorkerProcesses.Count == 0);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "process pool")).Status);
        await host.StopAsync().OrTimeout();
    }

    [Fact]
    public async Task Pool_OnThreads_IsHealthyWithoutProcesses()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(static options => (options.Workers, options.Mode) = (3, PoolMode.Threads));
        builder.Services.AddHealthChecks().AddProcessPool();
        using IHost host = await StartAsync(builder);
        HealthReportEntry entry = await CheckAsync(host, "process pool");
        Assert.Equal((HealthStatus.Healthy, 3, 3), (entry.Status, entry.Data["workers"], entry.Data["alive"]));
        Assert.Empty((int[])entry.Data["processIds"]);
    }

    [Fact]
    public async Task Pool_ThatIsBroken_IsUnhealthyAndSaysWhy()
    {
        string mayStart = Path.GetTempFileName();
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddProcessPool(options => options.UseInitializer(static (string path) => { _ = File.ReadAllText(path); }, mayStart).Workers = 1);
        builder.Services.AddHealthChecks().AddProcessPool(failureStatus: HealthStatus.Degraded);
        using IHost host = await StartAsync(builder);
        ProcessPool pool = PoolOf(host);
        File.Delete(mayStart);
        await Assert.ThrowsAsync<WorkerLostException>(async () => await pool.Submit(static () => Environment.Exit(1)));
        await Eventually.Async("the pool gives up", () => !pool.IsUsable);
        HealthReportEntry entry = await CheckAsync(host, "process pool");
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.StartsWith("the pool is broken: the initializer failed", entry.Description);
        await host.StopAsync().OrTimeout();
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host, string name) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];
}
