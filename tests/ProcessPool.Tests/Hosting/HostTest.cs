using Cluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Tests.Hosting;

/// <summary>A test with a host of its own: no process of its pools may be left afterwards.</summary>
public abstract class HostTest : IAsyncLifetime
{
    private readonly List<int> _processes = [];

    private protected LogRecorder Log { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (int id in _processes) await Eventually.Async($"process {id} is gone", () => !Directory.Exists($"/proc/{id}"));
        GC.SuppressFinalize(this);
    }

    /// <summary>A host that logs here and has nothing else.</summary>
    internal HostApplicationBuilder NewBuilder()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(Log);
        return builder;
    }

    internal static async Task<IHost> StartAsync(HostApplicationBuilder builder)
    {
        IHost host = builder.Build();
        await host.StartAsync().OrTimeout();
        return host;
    }

    /// <summary>The pool, whose processes are watched from now on.</summary>
    internal ProcessPool PoolOf(IHost host, string? name = null)
    {
        ProcessPool pool = name is null ? host.Services.GetRequiredService<ProcessPool>() : host.Services.GetRequiredKeyedService<ProcessPool>(name);
        _processes.AddRange(pool.WorkerProcesses.Select(static worker => worker.ProcessId));
        return pool;
    }
}
