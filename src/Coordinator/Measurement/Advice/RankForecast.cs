namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a job is predicted to take on several ranks.</summary>
/// <param name="Ranks">Machines.</param>
/// <param name="Each">What the rank with most chunks takes for them, by itself.</param>
/// <param name="Warm">Seconds of a repetition.</param>
/// <param name="Broadcast">Seconds of it for stages to begin everywhere.</param>
/// <param name="Gather">Seconds of it for partials and rows to come to rank 0.</param>
/// <param name="Reducing">Seconds of it in which rank 0 combines what others have computed.</param>
internal sealed record RankForecast(int Ranks, Forecast Each, Estimate Warm, double Broadcast, double Gather, double Reducing);
