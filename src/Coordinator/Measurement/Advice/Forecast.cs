using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a job is predicted to take in one mode.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Workers">Threads or processes; 1 for sequential.</param>
/// <param name="Warm">Seconds of a repetition, with the workers up and the input in place.</param>
/// <param name="FirstCall">Seconds of a whole first call: bring the input, start, run once, end.</param>
/// <param name="Parts">What the middle of <paramref name="Warm"/> consists of.</param>
internal sealed record Forecast(ExecutionMode Mode, int Workers, Estimate Warm, Estimate FirstCall, ForecastParts Parts);
