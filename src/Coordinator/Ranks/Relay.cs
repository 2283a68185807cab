namespace Cluster.Coordinator.Ranks;

/// <summary>Whom a rank passes a message on to that rank 0 has for all: a binomial tree, so that the last of R ranks has it after log₂ R steps.</summary>
/// <remarks>
/// <code>
///   0 → 1, 2, 4      1 → 3, 5      2 → 6      3 → 7
/// </code>
/// A rank gets it from the one whose number lacks its highest bit. Source: the usual one of MPI_Bcast; the one with most behind it is served first.
/// </remarks>
internal static class Relay
{
    internal static IEnumerable<int> Targets(int rank, int size)
    {
        int step = 1;
        while (step <= rank) step <<= 1;
        for (; rank + (long)step < size; step <<= 1) yield return rank + step;
    }
}
