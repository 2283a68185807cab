namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>What lies between the ranks of a run on several machines, each like the one that advice is about.</summary>
/// <param name="Most">Ranks at most.</param>
/// <param name="RoundTripSeconds">A message to another rank and its answer.</param>
/// <param name="BytesPerSecond">That rank 0 receives at most, from all together.</param>
internal sealed record RankCosts(int Most, double RoundTripSeconds, double BytesPerSecond)
{
    /// <summary>What TCP takes through a switch of 10 Gbit/s, kernel included: an assumption, where nothing better is known.</summary>
    internal const double UsualRoundTrip = 50e-6;

    /// <summary>10 Gbit/s.</summary>
    internal const double UsualBytesPerSecond = 1.25e9;
}
