using Cluster.Coordinator.Execution;
using Cluster.Coordinator.Measurement.Advice;

namespace Cluster.Bench;

/// <summary>A case with one number of workers: what was predicted for each mode, and what was measured.</summary>
internal sealed record AdviceCell(AdviceCase Case, int Workers, IReadOnlyList<(Forecast Predicted, double Measured)> Modes)
{
    /// <summary>Relative errors of the predictions, without their signs.</summary>
    internal IEnumerable<double> Errors => Modes.Select(static mode => Math.Abs((mode.Predicted.Warm.Middle / mode.Measured) - 1));

    internal ExecutionMode Advised => Recommendation.Of([.. Modes.Select(static mode => mode.Predicted)], firstCall: false).Chosen.Mode;

    internal ExecutionMode Best => Modes.MinBy(static mode => mode.Measured).Predicted.Mode;

    /// <summary>How much longer the advised mode takes than the best one.</summary>
    internal double Loss => (Measured(Advised) / Measured(Best)) - 1;

    private double Measured(ExecutionMode mode) => Modes.First(one => one.Predicted.Mode == mode).Measured;
}
