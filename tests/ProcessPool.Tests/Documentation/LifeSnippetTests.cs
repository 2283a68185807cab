using Cluster.Tests.Pools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cluster.Tests.Documentation;

/// <summary>The sections of <c>docs/library.md</c> on modes, on the life of a pool and on hosting.</summary>
public sealed class LifeSnippetTests : PoolTest
{
    private static string? s_model;

    private static void LoadModel(string path) => s_model = $"model of {path}";

    private static string Answer(string question) => $"{question}: {s_model}";

    [Fact]
    public async Task Mode_OfOptions_ChangesNothingElse()
    {
        bool debugging = true;
        var options = new ProcessPoolOptions { Mode = debugging ? PoolMode.Sequential : PoolMode.Processes };
        await using ProcessPool pool = await ProcessPool.StartAsync(options);
        Assert.Equal(Environment.ProcessId, await pool.Submit(static () => Environment.ProcessId));
    }

    [Fact]
    public async Task Life_FromInitializerToResize()
    {
        var options = new ProcessPoolOptions
        {
            Workers = 2,
            IdleTimeout = TimeSpan.FromMinutes(5),
            RecycleAfterTasks = 10_000,
            RecycleAboveMemory = 1L << 30,
        };
        options.UseInitializer(LoadModel, "en.bin");
        await using ProcessPool pool = await ProcessPool.StartAsync(options);
        await pool.ResizeAsync(1);
        string answer = await pool.Submit(Answer, "why");
        await pool.WarmUpAsync();
        Assert.Equal("why: model of en.bin", answer);
    }

    internal sealed class Thumbnails([FromKeyedServices("images")] ProcessPool pool)
    {
        public Task<int> MakeAsync(string path, CancellationToken cancellationToken) => pool.Submit(Shrink, path, null, cancellationToken).AsTask();

        private static int Shrink(string path) => path.Length;
    }

    [Fact]
    public async Task Hosting_ByNameWithHealth()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddProcessPool("images", builder.Configuration.GetSection("Pools:Images"), options => options.UseInitializer(LoadModel, "faces.bin"));
        builder.Services.AddHealthChecks().AddProcessPool("images");
        builder.Services.AddSingleton<Thumbnails>();
        using IHost host = builder.Build();
        await host.StartAsync();
        Assert.Equal(5, await host.Services.GetRequiredService<Thumbnails>().MakeAsync("a.png", CancellationToken.None));
        await host.StopAsync();
    }

    [Fact]
    public async Task WithoutAHost_WarmUpStarts()
    {
        await using ServiceProvider services = new ServiceCollection().AddProcessPool(options => options.Workers = 1).BuildServiceProvider();
        ProcessPool pool = services.GetRequiredService<ProcessPool>();
        await pool.WarmUpAsync();
        Assert.Equal(1, await pool.Submit(static () => 1));
    }
}
