using Cluster.Coordinator.Execution;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Reporting;

/// <summary>One mode of a comparison.</summary>
/// <param name="Outcome">Its run.</param>
/// <param name="Speedup">Median of the sequential run over this one's; null when sequential was not run.</param>
/// <param name="Efficiency">Speed-up per worker; null likewise.</param>
/// <param name="OverheadShare">Part of the workers' time that is not the job's own code: waiting, moving, reducing.</param>
internal sealed record ComparisonRow(RunOutcome Outcome, double? Speedup, double? Efficiency, double OverheadShare)
{
    internal static ComparisonRow Of(RunOutcome outcome, RunOutcome? baseline)
    {
        // A run of an empty input may take no measurable time; then there is nothing to divide by.
        double? speedup = baseline is null || outcome.Median <= TimeSpan.Zero ? null : baseline.Median / outcome.Median;
        return new ComparisonRow(outcome, speedup, speedup / outcome.Workers, Overhead(outcome));
    }

    private static double Overhead(RunOutcome outcome)
    {
        RepetitionAccount account = outcome.Middle.Account;
        long wall = account.Workers.Sum(worker => worker.Wall);
        return wall == 0 ? 0 : Math.Clamp(1 - (account.Ticks(Phase.Compute) / (double)wall), 0, 1);
    }
}
