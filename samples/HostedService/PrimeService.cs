using Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace HostedService;

/// <summary>Counts primes, says how many there are, and stops the host; a service that goes on would wait for its next work here.</summary>
internal sealed class PrimeService([FromKeyedServices("primes")] ProcessPool pool, HealthCheckService health, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const int Limit = 2_000_000, Step = 50_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HealthReport report = await health.CheckHealthAsync(stoppingToken);
        Console.WriteLine($"health: {report.Status}");

        // The token: a host that stops takes back what nobody has begun, and asks what runs to end.
        long primes = await pool.MapReduceAsync(Primes.Count, Ranges(), static (sum, more) => sum + more, cancellationToken: stoppingToken);
        Console.WriteLine($"{primes} primes below {Limit}");
        lifetime.StopApplication();
    }

    private static IEnumerable<(int From, int To)> Ranges()
    {
        for (int from = 0; from < Limit; from += Step) yield return (from, from + Step);
    }
}
