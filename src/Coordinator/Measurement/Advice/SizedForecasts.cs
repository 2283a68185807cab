using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a job is predicted to take in every mode at one value of its size option; of each mode with the best number of workers.</summary>
internal sealed record SizedForecasts(long Size, IReadOnlyList<Forecast> ByMode)
{
    internal Forecast Of(ExecutionMode mode) => ByMode.First(forecast => forecast.Mode == mode);
}
