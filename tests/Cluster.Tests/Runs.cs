using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Tests;

/// <summary>Runs a request as the command line does, without its printing.</summary>
internal static class Runs
{
    internal static async Task<RunOutcome> RunAsync(RunRequest request, ExecutionMode mode)
    {
        using PreparedJob job = PreparedJob.Prepare(request);
        using var store = JobArrays.Create(job, shareable: mode == ExecutionMode.Shared, null, CancellationToken.None);
        return await new JobRun(job, store, mode, Options(request), NullLogger.Instance).ExecuteAsync(null, CancellationToken.None);
    }

    internal static async Task<string> DigestAsync(RunRequest request, ExecutionMode mode) => (await RunAsync(request, mode)).Digest;

    /// <summary>The mode of that word, as on the command line.</summary>
    internal static ExecutionMode Mode(string word) => Enum.GetValues<ExecutionMode>().First(mode => mode.Word() == word);

    internal static PoolOptions Options(RunRequest request) => new() { Workers = request.Workers, Channel = Channel };

    /// <summary>What every test's frames go through that does not say so itself: <c>CLUSTER_TEST_CHANNEL</c>, pipe or ring.</summary>
    internal static PoolChannel Channel { get; } =
        Enum.TryParse(Environment.GetEnvironmentVariable("CLUSTER_TEST_CHANNEL"), ignoreCase: true, out PoolChannel channel) ? channel : PoolChannel.Auto;

    /// <summary>A job with small inputs: several chunks, a remainder, no time.</summary>
    internal static RunRequest Small(string job) => new()
    {
        Job = job,
        Options = job switch
        {
            "summarize" => new Dictionary<string, object> { ["count"] = 10_007L },
            "column-sums" => new Dictionary<string, object> { ["rows"] = 101L, ["columns"] = 37L },
            "matrix-multiply" => new Dictionary<string, object> { ["size"] = 130L },
            "distance-matrix" => new Dictionary<string, object> { ["points"] = 300L, ["dimensions"] = 7L },
            "pairwise-sum" => new Dictionary<string, object> { ["count"] = 3_001L },
            "gaussian-mixture" => new Dictionary<string, object> { ["points"] = 5_003L, ["iterations"] = 3L },
            "elementwise" => new Dictionary<string, object> { ["count"] = 10_007L, ["rounds"] = 2L },
            "allocate" => new Dictionary<string, object> { ["count"] = 10_007L, ["rounds"] = 4L },
            "shared-counter" => new Dictionary<string, object> { ["increments"] = 10_007L },
            "tiny-tasks" => new Dictionary<string, object> { ["tasks"] = 50L, ["samples-per-task"] = 100L },
            "monte-carlo-pi" => new Dictionary<string, object> { ["samples"] = 100_003L },
            _ => new Dictionary<string, object>(),
        },
        Workers = 2,
    };
}
