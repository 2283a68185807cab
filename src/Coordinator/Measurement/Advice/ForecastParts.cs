namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What a predicted repetition consists of, in seconds.</summary>
/// <param name="Computing">The job's own code, on as many cores as it gets.</param>
/// <param name="Moving">Bytes through connections, encoded where that is asked for.</param>
/// <param name="HandingOut">Chunks to workers, and their partials back.</param>
/// <param name="Waking">Begin and end of the stages.</param>
/// <param name="Reducing">Combining partials, where nobody computes meanwhile.</param>
internal sealed record ForecastParts(double Computing, double Moving, double HandingOut, double Waking, double Reducing)
{
    internal double Overhead => Moving + HandingOut + Waking + Reducing;
}
