using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>A mode as predicted and as measured.</summary>
/// <param name="Predicted">Beforehand.</param>
/// <param name="Measured">A run with several warm repetitions.</param>
internal sealed record Verified(Forecast Predicted, RunOutcome Measured)
{
    /// <summary>Predicted over measured, less one; negative when it took longer than predicted.</summary>
    internal double Error => (Predicted.Warm.Middle / Measured.Median.TotalSeconds) - 1;
}
