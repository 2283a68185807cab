using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Reporting;

/// <summary>Runs of the same work in several modes, beside each other.</summary>
/// <param name="Outcomes">In the order in which they ran; at least one.</param>
/// <param name="Rows">One per outcome.</param>
internal sealed record Comparison(IReadOnlyList<RunOutcome> Outcomes, IReadOnlyList<ComparisonRow> Rows)
{
    /// <summary>True when every repetition of every mode gave the same bits.</summary>
    internal bool Identical => Outcomes.All(outcome => outcome.IsConsistent && outcome.Digest == Outcomes[0].Digest);

    internal static Comparison Of(IReadOnlyList<RunOutcome> outcomes)
    {
        RunOutcome? baseline = outcomes.FirstOrDefault(outcome => outcome.Mode == ExecutionMode.Sequential);
        return new Comparison(outcomes, [.. outcomes.Select(outcome => ComparisonRow.Of(outcome, baseline))]);
    }
}
