using System.Diagnostics.CodeAnalysis;
using Cluster.Coordinator.Cli.Ending;
using Cluster.Coordinator.Cli.Options;
using Cluster.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Coordinator.Cli.Hosting;

/// <summary>The host of a run that uses processes: configuration, checked options, logging.</summary>
/// <remarks>
/// Environment variables that begin with <c>CLUSTER_</c> configure it: <c>CLUSTER_Pool__StartLimit=00:00:30</c>. It is built only when
/// workers are started: it takes 46 ms here,
/// as much as everything else before the first worker.
/// </remarks>
internal sealed class RunHost : IAsyncDisposable
{
    internal const string Prefix = "CLUSTER_";
    private const string PoolSection = "Pool";

    private readonly IHost _host;

    private RunHost(IHost host) => _host = host;

    internal PoolOptions Pool => _host.Services.GetRequiredService<IOptions<PoolOptions>>().Value;

    internal ILogger Log => _host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cluster.Pool");

    /// <summary>Builds and starts it.</summary>
    /// <exception cref="UsageException">A setting is not valid.</exception>
    internal static Task<RunHost> StartAsync(RunSettings settings, Interruption interruption, Terminal terminal)
    {
        LogLevel least = settings.Quiet ? LogLevel.Error : settings.Verbose ? LogLevel.Information : LogLevel.Warning;
        return StartAsync(least, settings.WorkersGiven ? settings.Request.Workers : null, interruption, terminal);
    }

    /// <summary>As above.</summary>
    /// <param name="least">Of the events that are shown.</param>
    /// <param name="workers">From the command line; null where the configuration has a say.</param>
    /// <param name="interruption">Ends it.</param>
    /// <param name="terminal">Shows the events.</param>
    internal static async Task<RunHost> StartAsync(LogLevel least, int? workers, Interruption interruption, Terminal terminal)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "coordinator" });
        builder.Configuration.AddEnvironmentVariables(Prefix);
        builder.Logging.SetMinimumLevel(least);
        builder.Logging.AddProvider(new LineLogger(terminal.Error));
        builder.Services.AddSingleton<IHostLifetime>(interruption);
        builder.Services.AddSingleton<IValidateOptions<PoolOptions>, PoolOptionsValidator>();
        builder.Services.AddOptions<PoolOptions>().Bind(builder.Configuration.GetSection(PoolSection)).ValidateOnStart();
        if (workers is { } count) builder.Services.PostConfigure<PoolOptions>(options => options.Workers = count);

        IHost host = builder.Build();
        try
        {
            await host.StartAsync(interruption.Token).ConfigureAwait(false);
            return new RunHost(host);
        }
        catch (Exception ex) when (TryExplain(ex, out UsageException? usage))
        {
            host.Dispose();
            throw usage;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    private static bool TryExplain(Exception ex, [NotNullWhen(true)] out UsageException? usage)
    {
        string? why = ex switch
        {
            OptionsValidationException invalid => string.Join("; ", invalid.Failures).TrimEnd('.'),

            // The binder: a text that is no number or no span of time.
            InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException } => ex.Message.TrimEnd('.'),
            _ => null,
        };
        usage = why is null ? null : new UsageException($"{Prefix}{PoolSection}__*", why, "correct or unset the environment variable", ex);
        return usage is not null;
    }
}
