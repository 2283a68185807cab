using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Reporting.Tables;
using Cluster.Diagnostics;

namespace Cluster.Coordinator.Reporting.Wording;

/// <summary>What a comparison says, in sentences.</summary>
internal static class Conclusion
{
    // Below that, what a mode spends beside the job's own code is not worth a sentence.
    private const double Notable = 0.25;

    // Of a quarter at least one phase has more than this, as there are fewer than ten.
    private const double Mentioned = 0.025;

    internal static IEnumerable<string> Of(Comparison comparison)
    {
        yield return comparison.Identical ? $"results: identical ({comparison.Outcomes[0].Digest})" : Difference(comparison);
        foreach (ComparisonRow row in comparison.Rows)
        {
            string mode = row.Outcome.Mode.Word();
            if (row.Speedup is { } speedup && row.Outcome.Mode != ExecutionMode.Sequential) yield return $"{mode} is {Speed(speedup)}{Reason(row)}.";
            if (row.Outcome.WorkersLost == 0) continue;
            yield return $"{mode} lost {Units.Count(row.Outcome.WorkersLost, "worker")}; chunks given out again: {row.Outcome.Retries}.";
        }
    }

    private static string Difference(Comparison comparison)
    {
        RunOutcome first = comparison.Outcomes[0];
        if (comparison.Outcomes.FirstOrDefault(outcome => !outcome.IsConsistent) is { } unstable) return RunTable.DiffersLine(unstable);
        IEnumerable<string> others = comparison.Outcomes.Where(outcome => outcome.Digest != first.Digest).Select(Short);
        return $"results: DIFFER: {string.Join(", ", others)} from {Short(first)}";
    }

    // Twelve digits of the digest tell results apart.
    private static string Short(RunOutcome outcome) => $"{outcome.Mode.Word()} ({outcome.Digest[..19]})";

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
        double wall = Math.Max(1, account.Workers.Sum(worker => worker.Wall));
        IEnumerable<string> largest = PhaseTimes.All
            .Where(phase => phase != Phase.Compute && account.Ticks(phase) >= wall * Mentioned)
            .OrderByDescending(account.Ticks)
            .Take(2)
            .Select(phase => $"{Units.Percent(account.Ticks(phase) / wall)} {Doing(phase)}");
        return $"; its workers spend {string.Join(" and ", largest)}";
    }

    private static string Doing(Phase phase) => phase switch
    {
        Phase.Spawn => "on starting",
        Phase.Transfer => "on transfer",
        Phase.Map => "on mapping memory",
        Phase.Deserialize => "on deserializing",
        Phase.Collect => "on handing over results",
        Phase.Reduce => "on reducing",
        Phase.Teardown => "on ending",
        _ => "waiting",
    };
}
