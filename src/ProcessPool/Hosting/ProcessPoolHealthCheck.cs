using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Hosting;

/// <summary>Whether a pool takes tasks, and has the workers that it should have.</summary>
internal sealed class ProcessPoolHealthCheck(ProcessPool pool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<WorkerInfo> alive = pool.WorkerProcesses;
        (long waiting, int running) = pool.Load;
        int missing = pool.HasProcesses ? pool.Workers - alive.Count : 0;
        var data = new Dictionary<string, object>
        {
            ["workers"] = pool.Workers, ["alive"] = pool.Workers - missing, ["processIds"] = alive.Select(static each => each.ProcessId).ToArray(),
            ["waiting"] = waiting, ["running"] = running,
        };
        if (pool.WhyNotUsable is { } why) return Result(context.Registration.FailureStatus, why);
        if (missing <= 0 || pool.SendsIdleAway) return Result(HealthStatus.Healthy, null);
        return missing < pool.Workers
            ? Result(HealthStatus.Degraded, $"{missing} of {pool.Workers} workers are missing and being replaced")
            : Result(context.Registration.FailureStatus, "no worker is there; all are being replaced");

        Task<HealthCheckResult> Result(HealthStatus status, string? description) => Task.FromResult(new HealthCheckResult(status, description, data: data));
    }
}
