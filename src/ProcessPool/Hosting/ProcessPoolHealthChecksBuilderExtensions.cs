using Cluster;
using Cluster.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of process pools.</summary>
public static class ProcessPoolHealthChecksBuilderExtensions
{
    /// <summary>Checks a pool that was added with <see cref="ProcessPoolServiceCollectionExtensions.AddProcessPool(IServiceCollection, string, Action{ProcessPoolOptions}?)"/>.</summary>
    /// <param name="builder">To add the check to.</param>
    /// <param name="name">Of the pool; <see langword="null"/> for the one without a name.</param>
    /// <param name="failureStatus">What is reported of a pool that takes no tasks; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Of the check.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <remarks>
    /// <para>
    /// Healthy: all workers are there; where <see cref="ProcessPoolOptions.IdleTimeout"/> sends them away, also if they are not. Degraded: some are missing, and are
    /// being replaced. Unhealthy: the pool is broken, has ended, or has not been started; none of its workers is there.
    /// </para>
    /// <para>
    /// With data: <c>workers</c> that there should be, <c>alive</c>, <c>processIds</c>, <c>waiting</c> and <c>running</c> tasks. The check is called
    /// <c>process pool</c>, and with a name <c>process pool (name)</c>; it asks the pool's books, not its workers, and takes no time to speak of.
    /// </para>
    /// </remarks>
    public static IHealthChecksBuilder AddProcessPool(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name is null ? "process pool" : $"process pool ({name})",
            provider => new ProcessPoolHealthCheck(provider.GetRequiredKeyedService<ProcessPool>(name ?? Options.Options.DefaultName)),
            failureStatus, tags));
    }
}
