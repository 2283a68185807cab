namespace Cluster.Coordinator.Execution;

/// <summary>One rank's part in a repetition under <c>--engine mpi</c>.</summary>
/// <param name="Rank">Its number.</param>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">There.</param>
/// <param name="Workers">That it has.</param>
/// <param name="Chunks">That those have computed.</param>
/// <param name="ComputeTicks">That it took them.</param>
/// <param name="WorkersLost">In the run so far.</param>
/// <param name="Retries">Chunks that it gave out again, in the run so far.</param>
/// <param name="RoundTrip">What a message to it and its answer take; zero for rank 0.</param>
internal sealed record RankAccount(
    int Rank, string Host, int ProcessId, int Workers, long Chunks, long ComputeTicks, int WorkersLost, int Retries, TimeSpan RoundTrip);
