using Cluster;
using Cluster.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Pools of worker processes as services.</summary>
/// <remarks>
/// <para>
/// A pool starts with the host, before any hosted service does, and the host's start fails if it cannot; so does it if an option is out of its range. When the
/// host stops, and after all hosted services have, the pool waits for its tasks as long as the host's time to shut down allows, and ends all workers.
/// </para>
/// <para>
/// A <see cref="ProcessPool"/> can be taken as an argument of any constructor. It takes tasks once it has started, and says so if it is asked before. Where no host
/// runs, <see cref="ProcessPool.WarmUpAsync"/> starts it, and the service provider, which is to be disposed of asynchronously, ends it.
/// </para>
/// <para>The options of a pool are those of its name: what else configures or validates them by that name counts as well. A pool whose configuration is loaded again with another number of workers is resized.</para>
/// </remarks>
public static class ProcessPoolServiceCollectionExtensions
{
    /// <summary>Adds the pool that has no name: services get it as a <see cref="ProcessPool"/>.</summary>
    /// <param name="services">To add it to.</param>
    /// <param name="configure">Sets its options; <see langword="null"/> for the defaults.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddProcessPool(this IServiceCollection services, Action<ProcessPoolOptions>? configure = null) =>
        services.AddProcessPool(Options.Options.DefaultName, configure);

    /// <summary>Adds a pool of a name: services get it as a <see cref="ProcessPool"/> with <c>[FromKeyedServices("name")]</c>.</summary>
    /// <param name="services">To add it to.</param>
    /// <param name="name">Of the pool and of its options; also in logs, metrics and traces.</param>
    /// <param name="configure">Sets its options; <see langword="null"/> for the defaults.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddProcessPool(this IServiceCollection services, string name, Action<ProcessPoolOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        OptionsBuilder<ProcessPoolOptions> options = services.AddOptions<ProcessPoolOptions>(name);
        if (configure is not null) options.Configure(configure);
        Add(services, name, options);
        return services;
    }

    /// <summary>Adds the pool that has no name, with options from configuration.</summary>
    /// <param name="services">To add it to.</param>
    /// <param name="configuration">The section with its options: <c>"Workers": 4, "Timeout": "00:00:30"</c>.</param>
    /// <param name="configure">Sets what configuration does not, such as an initializer; runs after it.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddProcessPool(this IServiceCollection services, IConfiguration configuration, Action<ProcessPoolOptions>? configure = null) =>
        services.AddProcessPool(Options.Options.DefaultName, configuration, configure);

    /// <summary>Adds a pool of a name, with options from configuration.</summary>
    /// <param name="services">To add it to.</param>
    /// <param name="name">Of the pool and of its options; also in logs, metrics and traces.</param>
    /// <param name="configuration">The section with its options: <c>"Workers": 4, "Timeout": "00:00:30"</c>.</param>
    /// <param name="configure">Sets what configuration does not, such as an initializer; runs after it.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddProcessPool(
        this IServiceCollection services, string name, IConfiguration configuration, Action<ProcessPoolOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ProcessPoolOptions>(name).Bind(configuration);
        return services.AddProcessPool(name, configure);
    }

    private static void Add(IServiceCollection services, string name, OptionsBuilder<ProcessPoolOptions> options)
    {
        // Added before: what is configured now is added to that.
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(ProcessPool) && name.Equals(service.ServiceKey))) return;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProcessPoolOptions>, ProcessPoolOptionsValidator>());
        options.PostConfigure<IServiceProvider>((each, provider) =>
        {
            if (name.Length > 0) each.Name ??= name;
            each.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        });
        options.ValidateOnStart();
        services.AddKeyedSingleton(name, (provider, _) => new ProcessPool(Current(provider, name).Get(name)));
        if (name.Length == 0) services.AddSingleton(provider => provider.GetRequiredKeyedService<ProcessPool>(name));
        services.AddSingleton<IHostedService>(provider => new ProcessPoolService(
            name, provider.GetRequiredKeyedService<ProcessPool>(name), Current(provider, name),
            provider.GetService<ILoggerFactory>()));
    }

    private static IOptionsMonitor<ProcessPoolOptions> Current(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<ProcessPoolOptions>>();
}
