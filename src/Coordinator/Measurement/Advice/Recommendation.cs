using Cluster.Coordinator.Execution;

namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What to run, and what it was chosen from.</summary>
/// <param name="Chosen">The simplest of those that are as good as the fastest.</param>
/// <param name="Fastest">By prediction; may be the chosen one.</param>
/// <param name="Sequential">For comparison.</param>
internal sealed record Recommendation(Forecast Chosen, Forecast Fastest, Forecast Sequential)
{
    // Simpler is worth so much: less than predictions differ from measurements anyway.
    private const double AsGood = 1.05;

    /// <param name="forecasts">Among them sequential.</param>
    /// <param name="firstCall">By whole first calls instead of warm repetitions.</param>
    internal static Recommendation Of(IReadOnlyList<Forecast> forecasts, bool firstCall)
    {
        Forecast fastest = forecasts.MinBy(Time)!;
        Forecast chosen = forecasts
            .Where(forecast => Time(forecast) <= AsGood * Time(fastest))
            .OrderBy(static forecast => Simplicity(forecast.Mode))
            .ThenBy(static forecast => forecast.Workers)
            .First();
        return new Recommendation(chosen, fastest, forecasts.First(static forecast => forecast.Mode == ExecutionMode.Sequential));

        double Time(Forecast forecast) => firstCall ? forecast.FirstCall.Middle : forecast.Warm.Middle;
    }

    // One thread, threads, processes that share memory, processes that get copies: each has more that can go wrong, or more to wait for.
    private static int Simplicity(ExecutionMode mode) => mode switch
    {
        ExecutionMode.Sequential => 0,
        ExecutionMode.Threads => 1,
        ExecutionMode.Shared => 2,
        _ => 3,
    };
}
