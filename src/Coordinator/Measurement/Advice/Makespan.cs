namespace Cluster.Coordinator.Measurement.Advice;

/// <summary>How long equal chunks take that are handed out one after the other to whoever is free.</summary>
internal static class Makespan
{
    /// <summary>In units of the time that one chunk takes.</summary>
    /// <remarks>
    /// Equal chunks go in rounds, a chunk each for all workers, and the last round has what is left. Where workers are more than cores a round takes
    /// longer by as much.
    /// </remarks>
    /// <param name="chunks">0 is allowed.</param>
    /// <param name="lastChunk">Size of the last one, as a part of the others'; more than 0.</param>
    /// <param name="workers">At a time; each has one chunk at a time.</param>
    /// <param name="cores">That they share.</param>
    internal static double Of(long chunks, double lastChunk, int workers, int cores)
    {
        if (chunks == 0) return 0;
        long inLastRound = ((chunks - 1) % workers) + 1;
        double fullRounds = (chunks - inLastRound) / workers * Math.Max(1, (double)workers / cores);
        return fullRounds + (inLastRound == 1 ? lastChunk : Math.Max(1, (inLastRound - 1 + lastChunk) / cores));
    }
}
