using Cluster.Coordinator.Execution;
using Cluster.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench;

/// <summary>What it costs to record what every process did when: runs with and without.</summary>
/// <remarks>The bar: under 1 % of a run of 100 ms and more. The first job has 80,000 slices of time in 150 ms, the second hardly any.</remarks>
internal static class TraceCost
{
    internal static async Task RunAsync()
    {
        await CompareAsync("gaussian-mixture 4·10⁶ × 25", "gaussian-mixture", ("points", 4_000_000L), ("iterations", 25L));
        await CompareAsync("distance-matrix", "distance-matrix");
    }

    private static async Task CompareAsync(string what, string job, params (string Name, object Value)[] options)
    {
        using var prepared = new Prepared(job, 2, options);
        double[] withTrace = new double[9], without = new double[9], ratios = new double[9];
        for (int i = 0; i < ratios.Length; i++)
        {
            withTrace[i] = await MillisecondsAsync(prepared, trace: true);
            without[i] = await MillisecondsAsync(prepared, trace: false);
            ratios[i] = withTrace[i] / without[i];
        }

        Console.WriteLine(
            $"{what}: recorded {Pairs.Median(withTrace):0.00} ms, not recorded {Pairs.Median(without):0.00} ms, " +
            $"ratio {Pairs.Median(ratios):0.000} ({ratios.Min():0.000} … {ratios.Max():0.000}), {ratios.Length} rounds of 9");
    }

    // The least, since what is looked for is smaller than what the machine does beside.
    private static async Task<double> MillisecondsAsync(Prepared prepared, bool trace)
    {
        PreparedJob job = prepared.Job with
        {
            Request = prepared.Job.Request with { Trace = trace, Repeat = 9, WarmupTime = TimeSpan.FromSeconds(0.5) },
        };
        var run = new JobRun(job, prepared.Store, ExecutionMode.Shared, new PoolOptions { Workers = 2 }, NullLogger.Instance);
        RunOutcome outcome = await run.ExecuteAsync(null, CancellationToken.None);
        return outcome.Repetitions.Min(static repetition => repetition.Time.TotalMilliseconds);
    }
}
