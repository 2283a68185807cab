using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Tables;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Reporting;

/// <summary>What a comparison says, in sentences.</summary>
internal static class Conclusion
{
    // Below that, what a mode spends beside the job's own code is not worth a sentence.
    private const double Notable = 0.25;

    internal static IEnumerable<string> Of(Comparison comparison)
    {
        yield return comparison.Identical ? $"results: identical ({comparison.Outcomes[0].Digest})" : Difference(comparison);
        foreach (ComparisonRow row in comparison.Rows)
            if (row.Speedup is { } speedup && row.Outcome.Mode != ExecutionMode.Sequential) yield return $"{row.Outcome.Mode.Word()} is {Speed(speedup)}{Reason(row)}.";
        foreach (RunOutcome outcome in comparison.Outcomes)
            if (outcome.WorkersLost > 0) yield return $"{outcome.Mode.Word()} lost {outcome.WorkersLost} workers; {outcome.Retries} chunks were given out again.";
    }

    private static string Difference(Comparison comparison)
    {
        RunOutcome first = comparison.Outcomes[0];
        if (comparison.Outcomes.FirstOrDefault(outcome => !outcome.IsConsistent) is { } unstable) return RunTable.DiffersLine(unstable);
        IEnumerable<string> others = comparison.Outcomes.Where(outcome => outcome.Digest != first.Digest).Select(outcome => $"{outcome.Mode.Word()} ({outcome.Digest[..19]})");
        return $"results: DIFFER: {string.Join(", ", others)} from {first.Mode.Word()} ({first.Digest[..19]})";
    }

    private static string Speed(double speedup) => speedup switch
    {
        >= 1.05 => $"{Units.Factor(speedup)} as fast as sequential",
        <= 0.95 => $"{Units.Factor(1 / speedup)} slower than sequential",
        _ => "as fast as sequential",
    };

    private static string Reason(ComparisonRow row)
    {
        if (row.OverheadShare < Notable) return "";
        RepetitionAccount account = row.Outcome.Middle.Account;
        Phase largest = PhaseTimes.All.Where(static phase => phase != Phase.Compute).MaxBy(account.Ticks);
        double share = account.Ticks(largest) / (double)Math.Max(1, account.Workers.Sum(worker => worker.Wall));
        return $"; its workers spend {Units.Percent(share)} of their time {Doing(largest)}";
    }

    private static string Doing(Phase phase) => phase switch
    {
        Phase.Transfer => "on transfer",
        Phase.Map => "on mapping memory",
        Phase.Deserialize => "on deserializing",
        Phase.Collect => "on handing over results",
        Phase.Reduce => "on reducing",
        _ => "waiting",
    };
}
